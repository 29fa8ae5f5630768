"""Diagrams: a model into a drawing, and a drawing into SVG, PNG or PDF, or a model into a chart
as DOT or Mermaid. Nothing here writes a file.

How a diagram is made, in the order of its imports:

1. `text_measures` cleans, measures and wraps what people wrote; `palette` names every colour.
2. `canvas.Canvas` collects shapes, texts and lines in whole points (y downwards), each with a
   `Look`, `Type` or `Stroke` and with what it means (tooltip, link), and gives a
   `drawing.Drawing`: all that as data. Where boxes stand that have no lanes is asked of
   Graphviz first, by `graphviz_layout`.
3. `engine.draw(drawing)` has `fixed_dot` write it for Graphviz, runs that, and `svg.finish` adds
   titles, links, roles, fonts and the dark colours. `engine.png` and `engine.pdf` give the
   other formats; each takes a `paper.Sheet`.

`charts` holds the same views as nodes and edges, for those who lay them out by themselves.

Colours are the light hex values of `palette`; the dark ones follow by themselves. Ids come
from `characters.safe_id(stream, kind, …)`; an id that does not come back is an EngineError.
"""
