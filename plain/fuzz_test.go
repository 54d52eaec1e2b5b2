package plain

import (
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// check holds what is true of every document that is read.
func check(t *testing.T, content []byte) {
	d, err := Read(content)
	if err != nil {
		if d != nil {
			t.Error("a document and an error")
		}
		return
	}
	if !utf8.ValidString(d.Text) {
		t.Errorf("text %q", d.Text)
	}
	again, err := Read(content)
	if err != nil || !cmp.Equal(d, again) {
		t.Errorf("twice: %v %s", err, cmp.Diff(d, again))
	}
	Language(d.Text)
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n3,4", "\xff\xfea\x00", "\x1b$B$3$1\x1b(B", german + "\xc3", "{\"a\":1}", "# T\n`c` **b**", "2020-01-02 03:04:05 x\n", "<?xml version='1.0' encoding='koi8-r'?><a>\xc1"} {
		f.Add([]byte(s))
	}
	f.Fuzz(check)
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte(article))
	f.Add([]byte(`<p hidden><img srcset="a 1x, //b/c 2x" src="data:,a"><pre> a
 b</pre><select><option>x</select><svg><desc><title>`))
	f.Add([]byte(`<script type="application/ld+json">[{"@graph":[{"author":{"name":["a"]}}]}]</script><!--[if mso]><o:DocumentProperties><o:Author>a</o:Author>-->`))
	f.Fuzz(func(t *testing.T, content []byte) { check(t, append([]byte("<html>"), content...)) })
}
