"""The language server: open texts into problems, hovers, completions and edits."""
