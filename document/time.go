package document

// What a time claims to be the time of.
const (
	Created  = "created"
	Modified = "modified"
	Printed  = "printed"
	Saved    = "saved"  // when the file around the content was written: zip members, OLE2 storages
	Taken    = "taken"  // of a picture
	Edited   = "edited" // one change: a tracked change, a comment, a step of an XMP history
	Stamped  = "signed" // as a signer says
)

// Time is one time and where it stands.
type Time struct {
	What string `json:"what"`
	// At is RFC 3339 with the zone that stands there; without a zone
	// (Zoneless) where none does; empty where it cannot be read.
	At    string `json:"at"`
	Text  string `json:"text,omitempty"` // as it stands there, where that is text and differs
	Where string `json:"where"`
}

// Zoneless is the layout of Time.At where no zone stands there.
const Zoneless = "2006-01-02T15:04:05"

// NewTime is a time that text states, and at writes as Time.At has it; text is
// kept where it is something else.
func NewTime(what, at, text, where string) Time {
	if text == at {
		text = ""
	}
	return Time{What: what, At: at, Text: text, Where: where}
}
