package repair

import (
	"strings"
	"time"

	"assay/mail"
)

// undoDateFormat writes the moment of Date in the ways in which programmes
// write it, in the same zone.
func undoDateFormat(c *context, name string, at int, add func([]byte, int)) {
	f, value, ok := c.field(at)
	if !ok || name != "date" {
		return
	}
	t, ok := mail.ParseDate(value)
	if !ok {
		return
	}
	put := func(v string, further int) {
		if v != value {
			add(c.made(f.Name(), v), further)
		}
	}
	if before, _, found := strings.Cut(value, " ("); found {
		put(before, 0)
	}
	for i, layout := range []string{
		"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 02 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 -0700",
		"02 Jan 2006 15:04:05 -0700", "Mon, _2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04 -0700",
	} {
		put(t.Format(layout), min(i/2, 2))
	}
	if _, offset := t.Zone(); offset == 0 {
		for _, zone := range []string{"GMT", "+0000 (UTC)", "+0000 (GMT)", "UTC", "-0000"} {
			put(t.In(time.UTC).Format("Mon, 2 Jan 2006 15:04:05 ")+zone, 1)
			put(t.In(time.UTC).Format("Mon, 02 Jan 2006 15:04:05 ")+zone, 1)
		}
	}
}
