package repair

// spelledNames are names that programmes write in ways of their own.
var spelledNames = map[string][]string{
	"message-id":                {"Message-ID", "Message-Id", "message-id"},
	"mime-version":              {"MIME-Version", "Mime-Version", "mime-version"},
	"cc":                        {"Cc", "CC", "cc"},
	"content-type":              {"Content-Type", "Content-type", "content-type"},
	"content-transfer-encoding": {"Content-Transfer-Encoding", "Content-transfer-encoding", "content-transfer-encoding"},
	"in-reply-to":               {"In-Reply-To", "In-reply-to", "in-reply-to"},
}

// undoFieldCase writes a field's name in other ways. It matters to the simple
// form alone. RFC 6376 §3.4.1
func undoFieldCase(c *context, name string, at int, add func([]byte, int)) {
	f, _, ok := c.field(at)
	if !ok {
		return
	}
	for _, n := range append(spelledNames[name], canonicalName(name)) {
		if n != f.Name() {
			add(append([]byte(n), f.Raw[len(f.Name()):]...), 0)
		}
	}
}
