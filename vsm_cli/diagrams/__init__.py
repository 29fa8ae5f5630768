"""Diagrams: a model into DOT, and DOT into SVG, PNG or PDF. Nothing here writes a file.

How a diagram is made, in the order of its imports:

1. `text_measures` cleans, measures and wraps what people wrote; `palette` names every colour.
2. `canvas.Canvas` collects shapes, texts and lines in whole points (y downwards) and gives a
   `drawing.Drawing`: DOT text, and for every id what it means (tooltip, link). Diagrams
   that Graphviz lays out itself write their own DOT with the pieces in `canvas` (`quoted`,
   `html_table` …) and make a `Drawing` with `layout="dot"`.
3. `engine.draw(drawing)` runs Graphviz and `svg.finish` adds titles, links, roles, fonts
   and the dark colours. `engine.png` and `engine.pdf` give the other formats.

Colours are the light hex values of `palette`; the dark ones follow by themselves. Ids come
from `characters.safe_id(stream, kind, …)`; an id that does not come back is an EngineError.
"""
