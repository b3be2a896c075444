"""The format of curriculum files as pydantic models; the JSON Schemas in `curriculum/schema/` come from them.

Field descriptions are what an editor shows to somebody who writes a file, so they speak to that person.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from mlops_path.curriculum.kinds import ACCESS, ADDRESS_ORIGINS, ESTIMATE_ORIGINS, KINDS, TOPICS
from mlops_path.text import link_to_open, shown

if TYPE_CHECKING:
    Kind: TypeAlias = str
    Topic: TypeAlias = str
    AddressOrigin: TypeAlias = str
    EstimateOrigin: TypeAlias = str
    Access: TypeAlias = str
else:  # closed lists kept as data; a type checker cannot read them from there
    Kind = Literal[tuple(KINDS)]
    Topic = Literal[TOPICS]
    AddressOrigin = Literal[ADDRESS_ORIGINS]
    EstimateOrigin = Literal[ESTIMATE_ORIGINS]
    Access = Literal[ACCESS]


def _readable(text: str) -> str:
    if shown(text) != text:
        raise ValueError("contains a control or invisible character; remove it")
    if text != text.strip():
        raise ValueError("begins or ends with a space; remove it")
    return text


def _address(url: str) -> str:
    if link_to_open(url) is None:
        raise ValueError("is not an address that can be opened; write http://… or https://… without spaces")
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if not host and not url.lower().startswith("mailto:"):
        raise ValueError("has no host; write the whole address")
    return url


Id = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Line = Annotated[str, Field(min_length=1, max_length=300), AfterValidator(_readable)]
Sentences = Annotated[str, Field(min_length=1, max_length=1000), AfterValidator(_readable)]
Address = Annotated[str, Field(max_length=2000), AfterValidator(_address)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=False)


class LinkEntry(_Entry):
    """A further address."""

    url: Address = Field(description="The address.")
    why: Line = Field(description="What is there: slides, a mirror, a summary.")


class RelatedEntry(_Entry):
    """Another resource that is close but not the same."""

    id: Id = Field(description="Id of the other resource.")
    how: Line = Field(description="How the two belong together.")


class ResourceEntry(_Entry):
    """One thing to learn from."""

    id: Id = Field(description="Lower-case words joined by dashes. It never changes its meaning.")
    title: Line = Field(description="The exact title.")
    kind: Kind = Field(description="What sort of thing it is.")
    summary: Sentences | None = Field(
        None, description="One to three sentences: what one learns from it, and for whom."
    )
    subtitle: Line | None = Field(None, description="The exact subtitle.")
    authors: list[Line] = Field(default_factory=list, description="Names, in their order.")
    organisation: Line | None = Field(None, description="Publisher, company or venue.")
    year: int | None = Field(None, ge=1900, le=2100, description="Year of publication; leave out if unknown.")
    url: Address | None = Field(None, description="Where it is.")
    url_from: AddressOrigin | None = Field(
        None,
        description="verbatim: printed in the list. confirmed: seen together with the title. inferred: likely.",
    )
    free_url: Address | None = Field(None, description="A free version, where the address above is not free.")
    archive_url: Address | None = Field(None, description="A stored copy, where the address is known to be gone.")
    access: Access | None = Field(None, description="What it costs to read, where known.")
    more: list[LinkEntry] = Field(default_factory=list, description="Further addresses.")
    minutes: int | None = Field(
        None, ge=1, le=60000, description="How long it takes. Leave out to use what is usual for the kind."
    )
    minutes_from: EstimateOrigin | None = Field(None, description="What the minutes rest on.")
    topics: list[Topic] = Field(default_factory=list, max_length=5, description="One to three topics.")
    part_of: Id | None = Field(None, description="Id of the book, course or list that it is a part of.")
    related: list[RelatedEntry] = Field(default_factory=list, description="Close, but not the same.")
    remark: Sentences | None = Field(None, description="What a learner should know: a date that differs, a lost link.")
    formerly: list[Id] = Field(default_factory=list, description="Earlier ids of this resource.")

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if (self.url is None) != (self.url_from is None):
            raise ValueError("url and url_from go together: give both, or neither")
        if (self.minutes is None) != (self.minutes_from is None):
            raise ValueError("minutes and minutes_from go together: give both, or neither")
        if self.part_of == self.id:
            raise ValueError("part_of names the resource itself")
        return self


class StepEntry(_Entry):
    """One place on a path."""

    resource: Id = Field(description="Id of the resource.")
    need: Literal["required", "optional"] = Field("required", description="Only required steps count.")
    why: Line | None = Field(None, description="One sentence: why it stands here.")
    after: list[Id] = Field(default_factory=list, description="Resources that this one really needs first.")
    apart: bool = Field(False, description="Stands for itself on this path, whatever it is a part of.")


class SectionEntry(_Entry):
    """A handful of steps that belong together."""

    title: Line = Field(description="A short title.")
    step: list[StepEntry] = Field(default_factory=list, description="The steps, in order.")


class StageEntry(_Entry):
    """A part of the path with a goal of its own."""

    title: Line = Field(description="A short title.")
    goal: Sentences | None = Field(None, description="After this you can …")
    section: list[SectionEntry] = Field(default_factory=list, description="The sections, in order.")


class RetiredEntry(_Entry):
    """A step that an earlier edition of the path had."""

    resource: Id = Field(description="Id of the resource.")
    need: Literal["required", "optional"] = Field("required", description="What it was in that edition.")
    stage: Line | None = Field(None, description="Title of the stage in which it stood last.")
    section: Line | None = Field(None, description="Title of the section in which it stood last.")


class CatalogueFile(_Entry):
    """A file of the catalogue: resources."""

    resource: list[ResourceEntry] = Field(default_factory=list, description="Resources, each with its own id.")


class PathFile(_Entry):
    """A path: stages, sections and steps, and resources of its own if it needs any."""

    id: Id = Field(description="Lower-case words joined by dashes; what `--path` takes.")
    title: Line = Field(description="What the path is called.")
    edition: date = Field(description="The date of this edition, without quotes: 2026-05-01.")
    author: Line | None = Field(None, description="Whose list it is.")
    url: Address | None = Field(None, description="Where the list is published.")
    summary: Sentences | None = Field(None, description="One or two sentences about the path.")
    resource: list[ResourceEntry] = Field(
        default_factory=list, description="Resources that only this path has, or that the catalogue lacks."
    )
    stage: list[StageEntry] = Field(min_length=1, description="The stages, in order.")
    retired: list[RetiredEntry] = Field(
        default_factory=list,
        description="Steps of earlier editions. Whoever did something for one still sees it; it counts no more.",
    )
