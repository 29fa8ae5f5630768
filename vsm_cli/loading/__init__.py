"""Documents into a workspace: shapes, references resolved, and findings for the rest."""

from vsm_cli.loading.load import Loaded, load_files, load_texts

__all__ = ["Loaded", "load_files", "load_texts"]
