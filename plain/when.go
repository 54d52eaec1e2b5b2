package plain

import (
	"strings"
	"time"

	"assay/document"
)

// zoned and zoneless are the forms in which pages write times.
var (
	zoned = []string{
		time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04Z07:00", "2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700",
		"2006-01-02T15:04:05.999Z0700", time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 -0700", "Mon Jan 02 2006 15:04:05 MST-0700",
	}
	// universal end in a word for the one zone that needs no table
	universal = []string{"Mon, 02 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04:05", "2006-01-02 15:04:05", "15:04:05 Jan 02, 2006"}
	zoneless  = []string{
		"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02 15:04", "2006/01/02 15:04:05", "15:04:05 Jan 02, 2006",
		"Mon, 02 Jan 2006 15:04:05", "January 2, 2006 15:04:05", "20060102T150405",
	}
)

// when is a time as document.Time has it; empty for what has no time of day, or
// is written in a way that is not known. A day alone is not made into a time.
func when(text string) string {
	text, _, _ = strings.Cut(text, " (") // the zone's name, after its offset
	text = strings.TrimSpace(text)
	for _, form := range zoned {
		if at, err := time.Parse(form, text); err == nil {
			return at.Format(time.RFC3339)
		}
	}
	for _, word := range []string{" GMT", " UTC", " Z"} {
		rest, ok := strings.CutSuffix(text, word)
		for _, form := range universal {
			if at, err := time.Parse(form, rest); ok && err == nil {
				return at.Format(time.RFC3339)
			}
		}
	}
	for _, form := range zoneless {
		if at, err := time.Parse(form, text); err == nil {
			return at.Format(document.Zoneless)
		}
	}
	return ""
}
