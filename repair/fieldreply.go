package repair

import "strings"

// undoReplyTo puts back what a list has replaced by its own address.
func undoReplyTo(c *context, name string, at int, add func([]byte, int)) {
	if name != "reply-to" {
		return
	}
	label := "Reply-To"
	if f, value, ok := c.field(at); ok {
		label = f.Name()
		if first, rest, found := strings.Cut(value, ","); found { // the list put its own behind or before
			add(c.made(label, strings.TrimSpace(first)), 0)
			add(c.made(label, strings.TrimSpace(rest)), 0)
		}
		add(c.made(label, c.value("from")), 1)
	}
	for _, source := range originals[name] {
		if v := c.value(source); v != "" {
			add(c.made(label, v), 0)
		}
	}
}
