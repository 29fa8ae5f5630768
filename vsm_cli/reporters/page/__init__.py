"""The report as one HTML page that opens from disk (`vsm report --format html`).

`page_building.page` puts it together, from a `workspace_view` of each workspace: the blocks that
all formats of the report share, every diagram as a part of the page, charts, and what the filters
and the details beside a map need. Texts stand in `page_labels`, markup in `templates`, looks and
behaviour in `assets`.
"""
