package pipeline

import (
	"encoding/json"
	"fmt"
	"time"

	"assay/casefile"
	"assay/item"
)

// The events of a case's log.
const (
	RunBegan   = "run-began"   // with version, command and roots
	RunEnded   = "run-ended"   // with how it ended
	SourceRead = "source-read" // a file of the leak, with its size and digest
	KeysRead   = "keys-read"   // a key file, with its size and digest
	KeysAsked  = "keys-asked"  // names that the DNS was asked for
	KeysFound  = "keys-found"  // keys computed from the leak, with what anchors them
	AnchorRead = "anchor-read" // mail from outside the leak, with sizes and digests
)

// LogEntry makes an entry of a case's log.
func LogEntry(at time.Time, event string, fields any) (casefile.Entry, error) {
	b, err := json.Marshal(fields)
	if err != nil {
		return casefile.Entry{}, fmt.Errorf("log entry %s: %w", event, err)
	}
	return casefile.Entry{At: at, Event: event, Fields: b}, nil
}

// sourceRead is the entry of a file of the leak. A file that could not be read
// to its end has no digest.
func sourceRead(at time.Time, f *casefile.File) casefile.Entry {
	fields := map[string]any{"path": f.Path, "size": f.Size, "modified": f.ModTime.UTC().Format(time.RFC3339Nano)}
	if f.Digest != (item.Digest{}) {
		fields["sha256"] = f.Digest.String()
	}
	// A map of strings and numbers always marshals.
	e, _ := LogEntry(at, SourceRead, fields)
	return e
}
