package xmlsig

import "io"

// Canonicalise writes e with all that it contains to w, in the way of m.
func (e *Element) Canonicalise(w io.Writer, m Method) error {
	c := newCanon(w, m)
	var above []*Element
	for p := e.parent; p != nil; p = p.parent {
		above = append(above, p)
	}
	inherited := map[string]attribute{}
	for i := len(above) - 1; i >= 0; i-- { // from the root down
		if _, err := c.in.enter("", above[i].attributes); err != nil {
			return err
		}
		for _, a := range above[i].attributes {
			if a.space == xmlSpace {
				inherited[a.local] = a
			}
		}
	}
	extra, err := inherit(e, m, inherited)
	if err != nil {
		return err
	}
	if err := e.tell(c, extra); err != nil {
		return err
	}
	return c.flush()
}

// inherit gives the attributes of XML itself that e takes over from above.
// Canonical XML 1.0 §2.4, 1.1 §2.4
func inherit(e *Element, m Method, inherited map[string]attribute) (extra []attribute, err error) {
	if m.Exclusive {
		return nil, nil
	}
	for _, a := range e.attributes {
		if a.space == xmlSpace && !(m.Eleven && a.local == "base") {
			delete(inherited, a.local)
		}
	}
	for name, a := range inherited {
		if m.Eleven && name == "base" {
			return nil, errInherited
		}
		if m.Eleven && name != "lang" && name != "space" {
			continue
		}
		extra = append(extra, a)
	}
	return extra, nil
}

// tell tells h of e and all that it contains.
func (e *Element) tell(h handler, extra []attribute) error {
	attributes := append(append([]attribute(nil), e.attributes...), extra...)
	if err := h.start(e.prefix, e.Local, attributes); err != nil {
		return err
	}
	for _, n := range e.children {
		var err error
		switch n.kind {
		case 'e':
			err = n.element.tell(h, nil)
		case 't':
			err = h.text([]byte(n.text))
		case 'c':
			err = h.comment([]byte(n.text))
		case 'i':
			err = h.instruction([]byte(n.target), []byte(n.text))
		}
		if err != nil {
			return err
		}
	}
	return h.end()
}
