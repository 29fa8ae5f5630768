"""How items of work go through one stream: routes, forks, rework, dead ends, acceptances."""
