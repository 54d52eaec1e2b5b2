package mail

import (
	"bytes"
	"slices"
	"strings"
	"time"
)

// postmarkDates are the dates of From_ lines: that of asctime, as RFC 4155
// appendix A has it, and with the zones that programmes add.
var postmarkDates = []string{
	"Mon Jan 2 15:04:05 2006", "Mon Jan 2 15:04 2006",
	"Mon Jan 2 15:04:05 2006 -0700", "Mon Jan 2 15:04 2006 -0700",
	"Mon Jan 2 15:04:05 -0700 2006", "Mon Jan 2 15:04 -0700 2006",
	"Mon Jan 2 15:04:05 MST 2006", "Mon Jan 2 15:04 MST 2006",
}

// maxPostmark bounds a From_ line, in bytes: a sender has at most 320
// (RFC 5321 §4.5.3.1), a date some 40.
const maxPostmark = 512

// isPostmark reports whether a field is the From_ line of a mailbox file,
// quoted or not, and nothing else: "From ", a sender, a date, on one line.
func isPostmark(raw []byte) bool {
	if len(raw) > maxPostmark {
		return false
	}
	line, found := bytes.CutPrefix(bytes.TrimLeft(raw, ">"), []byte("From "))
	line = bytes.TrimRight(line, "\r\n")
	if !found || bytes.ContainsAny(line, "\r\n") {
		return false
	}
	words := strings.Fields(string(line))
	if len(words) < 2 {
		return false
	}
	date := strings.Join(words[1:], " ")
	return slices.ContainsFunc(postmarkDates, func(form string) bool {
		_, err := time.Parse(form, date)
		return err == nil
	})
}
