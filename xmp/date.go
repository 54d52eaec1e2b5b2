package xmp

import (
	"strings"
	"time"
)

// layouts of ISO 16684-1 §8.2.1.2 that have a time of day; the first four have
// a zone. EXIF's colons in dates occur too.
var layouts = []struct{ in, out string }{
	{"2006-01-02T15:04:05Z07:00", time.RFC3339Nano},
	{"2006-01-02T15:04Z07:00", time.RFC3339Nano},
	{"2006-01-02T15:04:05Z0700", time.RFC3339Nano},
	{"2006-01-02T15:04Z0700", time.RFC3339Nano},
	{"2006-01-02T15:04:05", "2006-01-02T15:04:05.999999999"},
	{"2006-01-02T15:04", "2006-01-02T15:04:05.999999999"},
}

// Date gives an XMP date as document.Time has them: RFC 3339 with the zone that
// stands there, or without a zone. It is empty where the text has no time of
// day, or is no date: a day alone must not turn into a midnight.
func Date(text string) string {
	text = strings.TrimSpace(text)
	if len(text) < 16 || len(text) > 64 {
		return ""
	}
	if text[4] == ':' && text[7] == ':' {
		text = text[:4] + "-" + text[5:7] + "-" + text[8:]
	}
	if text[10] == ' ' {
		text = text[:10] + "T" + text[11:]
	}
	if n := len(text); (text[n-5] == '+' || text[n-5] == '-') && text[n-3] == ':' {
		text = text[:n-4] + "0" + text[n-4:] // +1:00
	}
	for _, l := range layouts {
		if t, err := time.Parse(l.in, text); err == nil {
			return t.Format(l.out)
		}
	}
	return ""
}
