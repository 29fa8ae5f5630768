"""Diagrams: a model into DOT, and DOT into SVG, PNG or PDF. Nothing here writes a file.

How a diagram is made, in the order of its imports:

1. `text_measures` cleans, measures and wraps what people wrote; `palette` names every colour.
2. `canvas.Canvas` collects shapes, texts and lines in whole points (y downwards), each with a
   `Look`, `Type` or `Stroke`, and gives a `drawing.Drawing`: DOT text, and for every id what
   it means (tooltip, link). Where boxes stand that have no lanes is asked of Graphviz first,
   by `graphviz_layout`.
3. `engine.draw(drawing)` runs Graphviz and `svg.finish` adds titles, links, roles, fonts
   and the dark colours. `engine.png` and `engine.pdf` give the other formats.

Colours are the light hex values of `palette`; the dark ones follow by themselves. Ids come
from `characters.safe_id(stream, kind, …)`; an id that does not come back is an EngineError.
"""
