"""Changes the architecture of a form by rules, never by markup of a user.

A rule is ``(action, label)``; the action is one of ``hide``, ``show``, ``require``,
``readonly`` or empty, the label a text or empty. Only attributes of nodes that are
there already are set; a field that must be shown and stands nowhere visible is put
into a group of its own at the end of the sheet.
"""

from lxml import etree

TRUE = {"1", "True", "true"}
SOLID = ("field", "button", "widget", "label", "a", "img", "h1", "h2", "h3")


def field_nodes(arch, name=None):
    """Return the nodes of the form's own fields, less those of embedded views."""
    nodes = [
        node
        for node in arch.iter("field")
        if next(node.iterancestors("field"), None) is None
    ]
    return [node for node in nodes if name is None or node.get("name") == name]


def is_hidden(node):
    """Return whether nobody ever sees the node, itself or what it is in."""
    return any(
        parent.get("invisible") in TRUE for parent in (node, *node.iterancestors())
    )


def apply_rules(arch, rules, title):
    """Change ``arch`` in place.

    :param arch: the combined architecture of a form, as an etree node.
    :param dict rules: rules by the names of fields that the model has.
    :param str title: heading of the group for fields that stand nowhere visible.
    """
    for name, (action, label) in rules.items():
        nodes = field_nodes(arch, name)
        if action in ("show", "require"):
            _show(arch, name, nodes, title, forced=action == "show")
            nodes = field_nodes(arch, name)
        for node in nodes:
            _set_attributes(node, action)
            if label:
                node.set("string", label)
        for node in _labels(arch, name):
            if action == "hide":
                _hide_label(node)
            if label:
                node.set("string", label)


def _set_attributes(node, action):
    if action == "hide":
        node.set("invisible", "1")
    elif action == "require":
        node.set("required", "1")
    elif action == "readonly":
        node.set("readonly", "1")
        # What an onchange fills in must still be sent.
        node.set("force_save", "1")


def _labels(arch, name):
    return [
        node
        for node in arch.iter("label")
        if node.get("for") == name and next(node.iterancestors("field"), None) is None
    ]


def _hide_label(label):
    """Hide a label, and the box beside it if nothing else is in there."""
    label.set("invisible", "1")
    box = label.getnext()
    if box is None or box.tag not in ("div", "span"):
        return
    solid = [node for node in box.iter(*SOLID) if not is_hidden(node)]
    if not solid and not "".join(box.itertext()).strip():
        box.set("invisible", "1")


def _show(arch, name, nodes, title, forced):
    """Let a field be seen where it stands, else in a group of its own."""
    if forced:
        for node in (*nodes, *_labels(arch, name)):
            if node.get("invisible") in TRUE:
                del node.attrib["invisible"]
    visible = [node for node in nodes if not is_hidden(node)]
    if any(_has_label(arch, name, node) for node in visible) or (
        visible and not forced
    ):
        return
    for node in nodes:
        node.set("invisible", "1")
    copy = etree.SubElement(_own_group(arch, title), "field", name=name)
    for attribute in ("groups", "widget", "options", "domain", "context"):
        if nodes and nodes[0].get(attribute):
            copy.set(attribute, nodes[0].get(attribute))


def _has_label(arch, name, node):
    """Return whether one can tell what the shown field is."""
    parent = node.getparent()
    return (parent.tag == "group" and not node.get("nolabel")) or bool(
        _labels(arch, name)
    )


def _own_group(arch, title):
    found = arch.find(".//group[@name='form_layout_fields']")
    if found is not None:
        return found
    sheet = arch.find(".//sheet")
    parent = arch if sheet is None else sheet
    outer = etree.Element("group", name="form_layout")
    group = etree.SubElement(outer, "group", name="form_layout_fields", string=title)
    before = parent.find("notebook")
    if before is None:
        before = parent.find("footer")
    if before is None:
        parent.append(outer)
    else:
        before.addprevious(outer)
    return group


def without_fields(arch, names):
    """Return the text of a view less some fields and their labels.

    A label may stand before a box that shows the field with its unit: then the whole
    box goes.
    """
    tree = etree.fromstring(arch)
    for name in sorted(names):
        for label in tree.xpath("//label[@for=$name]", name=name):
            box = label.getnext()
            if box is not None and box.xpath(".//field[@name=$name]", name=name):
                remove_node(box)
            remove_node(label)
        for node in tree.xpath("//field[@name=$name]", name=name):
            remove_node(node)
    return etree.tostring(tree, encoding="unicode")


def remove_node(node):
    """Remove a node and keep the text that follows it."""
    before, parent = node.getprevious(), node.getparent()
    if node.tail and before is not None:
        before.tail = (before.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)
