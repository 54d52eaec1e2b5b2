package reading

import (
	"fmt"
	"testing"

	"assay/document"
)

// TestRecent: what is small and holds no files is remembered, up to a number.
func TestRecent(t *testing.T) {
	var r recent
	d := &document.Document{Format: "a"}
	r.keep([]byte("a"), d)
	if r.find([]byte("a")) != d || r.find([]byte("b")) != nil {
		t.Error("not remembered as it was kept")
	}
	r.keep([]byte("files"), &document.Document{Embedded: []document.Embedded{{}}})
	r.keep([]byte("text"), &document.Document{Text: string(make([]byte, maxRecentText+1))})
	for _, name := range []string{"files", "text"} {
		if r.find([]byte(name)) != nil {
			t.Errorf("remembered what has %s", name)
		}
	}
	for i := range maxRecent {
		r.keep([]byte(fmt.Sprint(i)), d)
	}
	if r.find([]byte("a")) != nil || len(r.docs) != maxRecent {
		t.Errorf("the oldest is still there, among %d", len(r.docs))
	}
}
