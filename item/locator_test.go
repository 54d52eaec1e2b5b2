package item_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"assay/item"
)

// locators draws locators whose names hold anything.
func locators() *rapid.Generator[item.Locator] {
	anything := rapid.Map(rapid.SliceOfN(rapid.Byte(), 1, 20), func(b []byte) string { return string(b) })
	return rapid.Custom(func(t *rapid.T) item.Locator {
		l := item.Locator{Root: strings.ReplaceAll(anything.Draw(t, "root"), "/", "_")}
		l.Nth = rapid.SampledFrom([]int{0, 2, 3}).Draw(t, "nth")
		if rapid.Bool().Draw(t, "below") {
			l.File = anything.Draw(t, "file")
		}
		for range rapid.IntRange(0, 4).Draw(t, "steps") {
			switch rapid.IntRange(0, 2).Draw(t, "step") {
			case 0:
				l = l.Member(anything.Draw(t, "member"), rapid.IntRange(1, 3).Draw(t, "of"))
			case 1:
				l = l.Range(rapid.Int64Range(0, 1<<40).Draw(t, "offset"), rapid.Int64Range(0, 1<<40).Draw(t, "length"))
			default:
				l = l.Part(rapid.SampledFrom([]string{"1", "1.2", "10.3.4"}).Draw(t, "part"))
			}
		}
		return l
	})
}

// TestPathLeadsBack: a path, read again, is the locator it was written from,
// and no two locators share a path.
func TestPathLeadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := locators().Draw(t, "locator")
		back, err := item.ParseLocator(l.String())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(l, back); diff != "" {
			t.Fatalf("%q (-written +read)\n%s", l, diff)
		}
	})
}

func TestPaths(t *testing.T) {
	leak := item.Locator{Root: "leak"}
	in := func(file string) item.Locator { l := leak; l.File = file; return l }
	for want, l := range map[string]item.Locator{
		"leak/inbox.mbox@10233+4821":   in("inbox.mbox").Range(10233, 4821),
		"leak/a.zip!b/c.eml#1.2":       in("a.zip").Member("b/c.eml", 1).Part("1.2"),
		"leak/a.zip!b/c.eml+2":         in("a.zip").Member("b/c.eml", 2),
		"leak/me%40home%21%2B%23%25":   in("me@home!+#%"),
		"leak/%FF%0A%1B.eml":           in("\xff\n\x1b.eml"),
		"leak/réunion.eml#2#1":         in("réunion.eml").Part("2").Part("1"),
		"leak+2/a.tar.gz!b":            {Root: "leak", Nth: 2, File: "a.tar.gz", Steps: []item.Step{{Kind: item.Member, Name: "b"}}},
		"one.eml":                      {Root: "one.eml"},
		"leak/a.zip!../../etc/passwd":  in("a.zip").Member("../../etc/passwd", 1),
		"leak/a.zip!b.zip!c.mbox@0+10": in("a.zip").Member("b.zip", 1).Member("c.mbox", 1).Range(0, 10),
	} {
		if got := l.String(); got != want {
			t.Errorf("path %q, want %q", got, want)
		}
	}
}

func TestBadPaths(t *testing.T) {
	for _, path := range []string{"leak/a%", "leak/a%4", "leak/a%zz", "leak@", "leak@1", "leak@1+", "leak@-1+2", "leak@1+-2", "leak#", "leak#x", "leak!a+1", "leak!a+b", "leak+0"} {
		if l, err := item.ParseLocator(path); err == nil {
			t.Errorf("%q was read as %+v", path, l)
		} else if !strings.Contains(err.Error(), path) {
			t.Errorf("the error does not name %q: %v", path, err)
		}
	}
}

func TestParent(t *testing.T) {
	l := item.Locator{Root: "leak", File: "a.zip"}.Member("b.eml", 1).Part("2")
	var path []string
	for ok := true; ok; l, ok = l.Parent() {
		path = append(path, l.String())
	}
	want := []string{"leak/a.zip!b.eml#2", "leak/a.zip!b.eml", "leak/a.zip"}
	if diff := cmp.Diff(want, path); diff != "" {
		t.Error(diff)
	}
}

// TestStepsAreNotShared: two locators made from one do not overwrite each other.
func TestStepsAreNotShared(t *testing.T) {
	base := item.Locator{Root: "leak"}.Member("a", 1)
	parent, _ := base.Member("b", 1).Parent()
	c, d := parent.Member("c", 1), parent.Member("d", 1)
	if c.String() != "leak!a!c" || d.String() != "leak!a!d" {
		t.Errorf("%s, %s", c, d)
	}
}

func FuzzParseLocator(f *testing.F) {
	for _, s := range []string{"leak/inbox.mbox@10233+4821", "leak/a.zip!b/c.eml+2#1.2", "%00/%", "a+2/b!c"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, err := item.ParseLocator(s)
		if err != nil {
			return
		}
		again, err := item.ParseLocator(l.String())
		if err != nil || again.String() != l.String() {
			t.Errorf("%q -> %q -> %q, %v", s, l, again, err)
		}
	})
}
