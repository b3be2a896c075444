"""Which step of a new edition is which of the one in use. Titles and addresses decide; a position never does."""

from mlops_path.domain.editions.addresses import read_address
from mlops_path.domain.editions.comparing import compare
from mlops_path.domain.editions.recognising import are_one, recognise, resource_of
from mlops_path.domain.editions.things import Comparison, Doubt, Match, Thing

__all__ = ["Comparison", "Doubt", "Match", "Thing", "are_one", "compare", "read_address", "recognise", "resource_of"]
