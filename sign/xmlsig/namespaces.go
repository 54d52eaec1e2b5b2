package xmlsig

import "slices"

// toRender are the prefixes whose namespaces may have to be written here, in
// order. Canonical XML §2.3, Exclusive XML Canonicalization §3
func (c *canon) toRender(prefix string, attributes []attribute) []string {
	list := c.prefixes[:0]
	inclusively := func(p string) bool {
		return !c.method.Exclusive || slices.Contains(c.method.Inclusive, p)
	}
	if c.apex {
		for p := range c.in.names {
			if inclusively(p) {
				list = append(list, p)
			}
		}
	} else {
		for _, p := range c.in.declared[len(c.in.declared)-1] {
			if inclusively(p) {
				list = append(list, p)
			}
		}
	}
	if c.method.Exclusive {
		list = append(list, prefix)
		for _, a := range attributes {
			if _, isDeclaration := a.declares(); !isDeclaration && a.prefix != "" {
				list = append(list, a.prefix)
			}
		}
	}
	c.prefixes = list
	slices.Sort(list)
	return slices.DeleteFunc(slices.Compact(list), func(p string) bool { return p == "xml" })
}

// namespace writes the namespace of prefix, unless it stands written already.
func (c *canon) namespace(prefix string) {
	name, _ := c.in.lookup(prefix)
	if written, found := c.rendered.lookup(prefix); found && written == name {
		return
	}
	if name == "" && prefix != "" {
		return // declared nowhere above the apex any more
	}
	c.rendered.declare(prefix, name)
	c.out = append(c.out, " xmlns"...)
	if prefix != "" {
		c.out = append(append(c.out, ':'), prefix...)
	}
	c.value(name)
}
