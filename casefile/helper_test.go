package casefile

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"testing"

	"assay/item"
)

// newCase is an empty case that is closed with the test.
func newCase(tb testing.TB) *Case {
	tb.Helper()
	return createIn(tb, tb.TempDir())
}

func createIn(tb testing.TB, dir string) *Case {
	tb.Helper()
	c, err := Create(dir)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = c.Close() })
	return c
}

func closeCase(tb testing.TB, c *Case) {
	tb.Helper()
	if err := c.Close(); err != nil {
		tb.Fatal(err)
	}
}

// mail is an item of these bytes at a place; depth counts the signs that lead
// inwards.
func mail(bytes, at, parent string) Item {
	return Item{
		Digest: item.Sum([]byte(bytes)), IDOf: item.IDOfBytes, Kind: item.Mail, Size: int64(len(bytes)),
		Subject: "subject of " + bytes, From: bytes + "@example.org", MessageID: "<" + bytes + "@example.org>",
		Date: "2017-04-21T09:12:33+02:00", To: "press@example.net", Text: "text of " + bytes,
		Facts: []byte(fmt.Sprintf("{%q:1}", bytes)),
		Place: Place{Path: at, Parent: parent, Depth: strings.Count(at, "!") + strings.Count(at, "#") + strings.Count(at, "@")},
	}
}

func unreadable(at string) Item {
	i := mail(at, at, "")
	i.IDOf, i.Kind = item.IDOfLocator, item.Unreadable
	return i
}

func put(tb testing.TB, c *Case, items ...Item) {
	tb.Helper()
	if err := c.Put(Part{Items: items}); err != nil {
		tb.Fatal(err)
	}
	if err := c.Flush(); err != nil {
		tb.Fatal(err)
	}
}

// concluded is a record that shows all that a judge was told.
type concluded struct {
	Facts   string
	Parents []string
}

// judge calls mails verified and everything else undetermined.
func judge(_ context.Context, s *Subject) (Verdict, error) {
	r := concluded{Facts: string(s.Facts)}
	err := s.Parents(func(p Parent) error {
		r.Parents = append(r.Parents, fmt.Sprintf("%s %s %q", p.Digest, p.Kind, p.Conclusion))
		return nil
	})
	if err != nil {
		return Verdict{}, err
	}
	record, err := json.Marshal(r)
	if s.Kind == item.Mail {
		return Verdict{Conclusion: "verified", Testimony: record, Record: record}, err
	}
	return Verdict{Conclusion: "undetermined", Testimony: record, Record: record}, err
}

func judgeAll(tb testing.TB, c *Case) {
	tb.Helper()
	if err := c.Judge(context.Background(), 2, judge); err != nil {
		tb.Fatal(err)
	}
}

func list(tb testing.TB, v *View, f Filter) (rows []Row) {
	tb.Helper()
	err := v.List(f, func(r Row) error {
		rows = append(rows, r)
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return rows
}

// firstPaths names the rows by the last element of their first paths.
func firstPaths(rows []Row) (paths []string) {
	for _, r := range rows {
		paths = append(paths, path.Base(r.Paths[0]))
	}
	return paths
}

func wantError(tb testing.TB, err, want error) {
	tb.Helper()
	if !errors.Is(err, want) {
		tb.Errorf("error is %v, want %v", err, want)
	}
	if err != nil && strings.Contains(err.Error(), "\n") {
		tb.Errorf("error has more than one line: %q", err)
	}
}
