"""The path screen. A part of it that has a reason of its own to change has a file of its own."""

from mlops_path.tui.screens.path.screen import PathScreen, has_room
from mlops_path.tui.screens.path.watching import LOOK_EVERY

__all__ = ["LOOK_EVERY", "PathScreen", "has_room"]
