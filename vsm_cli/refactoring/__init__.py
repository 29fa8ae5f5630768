"""Refactorings: what can be done at an element, as edits of the text that keep every byte outside
of them.

Each has a module, which says where it can be done and what it would write; what it does to figures
and problems is asked in `api.refactoring`.
"""
