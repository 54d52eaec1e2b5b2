package repair

import (
	"slices"
	"strings"
)

// undoAddressFormat writes the addresses of a field in other ways: names in
// quotes or not, addresses in angle brackets or not, backslashes that were put
// before parentheses taken away; for all of them at once.
func undoAddressFormat(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || !slices.Contains(addressFields, name) {
		return
	}
	list := mailboxes(value)
	if list == nil {
		return
	}
	for i, style := range addressStyles {
		written := make([]string, len(list))
		for k, box := range list {
			written[k] = style(box)
		}
		if joined := strings.Join(written, ", "); joined != value {
			add(c.made(f.Name(), joined), min(i/2, 2))
		}
	}
	if joined := strings.Join(list, ","); joined != value && len(list) > 1 {
		add(c.made(f.Name(), joined), 1)
	}
	if strings.HasSuffix(strings.TrimSpace(value), ",") {
		add(c.made(f.Name(), strings.TrimRight(value, ", ")), 0)
	}
}

// addressStyles write one mailbox in other ways.
var addressStyles = []func(string) string{
	func(s string) string { return s }, // what stood between them is made one blank
	unescaped,
	unquoted,
	quoted,
	inAngles,
	withoutAngles,
	nameTwice,
	withoutOwnName,
}

func unescaped(s string) string {
	return strings.NewReplacer(`\(`, "(", `\)`, ")", `\'`, "'").Replace(s)
}

func unquoted(s string) string {
	name, addr, ok := cutName(s)
	if !ok || !strings.HasPrefix(name, `"`) {
		return s
	}
	return strings.Trim(name, `"`) + " " + addr
}

func quoted(s string) string {
	name, addr, ok := cutName(s)
	if !ok || strings.HasPrefix(name, `"`) || strings.HasPrefix(name, "=?") {
		return s
	}
	return `"` + name + `" ` + addr
}

func inAngles(s string) string {
	if strings.ContainsAny(s, "<>\" ") {
		return s
	}
	return "<" + s + ">"
}

func withoutAngles(s string) string {
	if inner, ok := strings.CutPrefix(s, "<"); ok {
		return strings.TrimSuffix(inner, ">")
	}
	return s
}

// nameTwice gives an address without a name itself as its name, as Outlook
// does.
func nameTwice(s string) string {
	if strings.ContainsAny(s, "<>\" ") {
		return s
	}
	return `"` + s + `" <` + s + ">"
}

// withoutOwnName undoes the same, whoever did it.
func withoutOwnName(s string) string {
	if name, addr, ok := cutName(s); ok && strings.EqualFold(strings.Trim(name, `"'`), strings.Trim(addr, "<>")) {
		return strings.Trim(addr, "<>")
	}
	return s
}
