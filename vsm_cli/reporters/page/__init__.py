"""The report as one HTML page that opens from disk (`vsm report --format html`).

`building.page` puts it together: the blocks that all formats of the report share, every
diagram as a part of the page, charts, and what the filters and the details beside a map need.
Texts stand in `words`, markup in `templates`, looks and behaviour in `assets`.
"""
