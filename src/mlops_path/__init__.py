"""Your path, your pace, your proof."""

__version__ = "0.1.0"
