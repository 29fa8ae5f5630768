"""Catalogues of Backstage into teams, systems and paths."""
