"""What goes out: records that a role may see, as CSV, Excel, GeoJSON, HSDS and iCalendar.

`make(guide, query, form)` is the door for the screen. Every writer takes a `Selection` of records that
were stripped already (`guide`); none reads the register.
"""

from wijkkaart.export.making import FORMS, Made, labels, made, make

__all__ = ["FORMS", "Made", "labels", "made", "make"]
