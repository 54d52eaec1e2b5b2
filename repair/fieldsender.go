package repair

import "assay/mail"

// undoSender puts back what a list has replaced by itself.
func undoSender(c *context, name string, at int, add func([]byte, int)) {
	if name != "sender" {
		return
	}
	author := c.value("from")
	for i, source := range originals[name] {
		v := c.value(source)
		list, _ := mail.Addresses(v)
		if len(list) == 0 {
			continue
		}
		add(c.made("Sender", v), min(i, 2))
		for _, written := range spellings(shownName(author), list[0]) {
			add(c.made("Sender", written), min(i, 2)+1)
		}
	}
}
