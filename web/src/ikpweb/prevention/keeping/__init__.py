"""Rows that an office keeps of its work: what they say as a table of fields, with every version and who wrote it.

A room names its sort of row once (`sorts.Sort`: the fields, what they may hold, what must fit together);
validation, forms, sheets, exports and the page of two versions follow from it. A row is never
removed: it is withdrawn with a reason. Who writes says which version they saw; somebody else's newer one
is never overwritten in silence, and the same request sent twice is done once.
"""
