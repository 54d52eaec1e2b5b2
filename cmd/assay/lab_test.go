package main

import (
	"encoding/json"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"assay/lab/label"
)

// listedItem is what labelled wants of a line of ls --json.
type listedItem struct {
	Item, Kind string
	Paths      []string
	Conclusion string
	Signatures []struct{ Result string }
}

// labelled holds what ls --json listed against labels: labelled LISTED LABELS.
// Every label is of an item of the case that stands where the label says, every
// item but containers has a label, and signed mail that nothing happened to is
// verified.
func labelled(ts *testscript.TestScript, _ bool, args []string) {
	labels := map[string]label.Label{}
	eachLine(ts, args[1], func(l label.Label) { labels[l.Item] = l })
	items := map[string]listedItem{}
	eachLine(ts, args[0], func(it listedItem) { items[it.Item] = it })
	verified := 0
	for id, it := range items {
		l, ok := labels[id]
		if !ok {
			if it.Kind != "container" {
				ts.Fatalf("no label of %v", it.Paths)
			}
			continue
		}
		if l.Truth == label.Authentic && l.Kind == "mail" && len(it.Signatures) > 0 && len(l.Damage) == 0 {
			if verified++; it.Signatures[0].Result != "pass" {
				ts.Fatalf("signed and undamaged, and not verified: %+v", it)
			}
		}
	}
	if verified < 30 {
		ts.Fatalf("only %d signed mails", verified)
	}
	for id, l := range labels {
		it, ok := items[id]
		if !ok {
			ts.Fatalf("no item of the case is %+v", l)
		}
		if l.Path != "" && !strings.Contains(strings.Join(it.Paths, "\n")+"\n", "leak/"+l.Path+"\n") {
			ts.Fatalf("%s is at %v", l.Path, it.Paths)
		}
	}
}

func eachLine[T any](ts *testscript.TestScript, file string, visit func(T)) {
	for line := range strings.Lines(ts.ReadFile(file)) {
		var v T
		ts.Check(json.Unmarshal([]byte(line), &v))
		visit(v)
	}
}
