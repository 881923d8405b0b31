"""Files that stand by what is done: sealed, checked, and given only to who may see what they belong to.

A file is *about* something of another room, named by a text such as ``action:12``: the kind of
the thing, and its primary key. A room that takes files does three things:

1. tells who may see its things, in ``ready`` of its ``apps.py``::

       from ikpweb.prevention.files.rooms import Room, room

       room("action", Room(visible_to=actions_visible_to, may_add=may_work))

   ``visible_to(member)`` gives the rows that a member (or None) may see, each with ``office``
   and ``get_absolute_url``; ``may_add(member, row)`` tells whether the member may put files to
   a row and withdraw them. Both are the room's own policies.
2. gives its model a property ``about`` (``f"action:{self.pk}"``).
3. includes the list and the form, outside of any other form, where ``request`` is at hand::

       {% include "files/list.html" with about=action.about %}
       {% include "files/attach.html" with about=action.about %}

   The form shows itself to who may add only, sends to ``files:attach`` and comes back to the
   row's ``get_absolute_url``. ``files/files.css`` comes with it.

In code: ``files.attaching.attach(office, about, upload, *, note="", actor)`` takes a Django
upload (20 MB at most; `collection.evidence.refusals.RefusedFileError` says what is wrong with it),
``files.services.withdraw(file, reason, *, actor)``, ``files.selectors.files_of(about)``,
``files.selectors.standing_of(about)`` (without withdrawn ones: is there evidence?) and
``files.selectors.count_of(abouts)``. ``files.policies.files_visible_to(member)`` is the rule for rows.
"""
