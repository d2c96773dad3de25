"""What goes out: records that a role may see, as CSV, Excel, GeoJSON, HSDS and iCalendar.

Every writer takes a `Selection` of records that were stripped already (`guide`); none reads the register.
"""
