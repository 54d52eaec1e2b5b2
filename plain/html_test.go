package plain

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"assay/document"

	"github.com/google/go-cmp/cmp"
)

// article is a page as a news site might make it, saved by a browser.
const article = `<!DOCTYPE html>
<!-- saved from url=(0027)https://news.example/a/1 -->
<html lang="en"><head>
<title>Mayor resigns | Example News</title>
<meta name="author" content="A. Writer">
<meta name="generator" content="ExampleCMS 4.2.1">
<meta name="description" content="The mayor has resigned.">
<meta name="viewport" content="width=device-width">
<meta name="robots" content="index">
<meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2020-01-02T03:04:05+01:00">
<meta http-equiv="Last-Modified" content="Thu, 02 Jan 2020 05:06:07 GMT">
<link rel="canonical" href="https://news.example/a/1">
<link rel="stylesheet" href="https://cdn.example/s.css">
<script src="//cdn.example/s.js"></script>
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Mayor resigns","author":[{"name":"A. Writer"},{"name":"B. Writer"}],"dateModified":"2020-01-02T06:00:00Z","publisher":{"name":"Example News"}}</script>
<style>p { color: red }</style>
</head><body>
<header>Example News</header><nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><header><h1>Mayor resigns</h1></header>
<p>The mayor   has
resigned.<br>He said so &amp; left.</p>
<p style="display: none">Unseen words here</p><p hidden>More</p>
<img src="data:image/png;base64,iVBORw0KGgo="><img src="https://img.example/1.png">
<table><tr><td>a</td><td>b</td></tr></table>
<footer>Filed at noon</footer></article>
<aside>Read also</aside><footer>All rights reserved</footer>
</body></html>`

func TestPage(t *testing.T) {
	d, err := Read([]byte(article))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Mayor resigns\nThe mayor has resigned.\nHe said so & left.\na\tb\nFiled at noon\n\nExample News\nHome World\nRead also\nAll rights reserved"; d.Text != want {
		t.Error(cmp.Diff(want, d.Text))
	}
	d.Text = ""
	want := &document.Document{
		Kind: document.Page, Format: "html", MIME: "text/html",
		Titles:        []document.Said{{Value: "Mayor resigns | Example News", Where: "<title>"}, {Value: "Mayor resigns", Where: "JSON-LD NewsArticle headline"}},
		Authors:       []document.Said{{Value: "A. Writer", Where: `<meta name="author">`}, {Value: "A. Writer", Where: "JSON-LD NewsArticle author"}, {Value: "B. Writer", Where: "JSON-LD NewsArticle author"}},
		Organisations: []document.Said{{Value: "Example News", Where: `<meta property="og:site_name">`}, {Value: "Example News", Where: "JSON-LD NewsArticle publisher"}},
		Software: []document.Software{
			{Name: `a browser's "save as" (Internet Explorer, Chrome and others write the same)`, Role: "producer", Where: "a comment"},
			{Name: "ExampleCMS", Version: "4.2.1", Role: "producer", Where: `<meta name="generator">`},
		},
		Times: []document.Time{
			{What: document.Created, At: "2020-01-02T03:04:05+01:00", Where: `<meta property="article:published_time">`},
			{What: document.Modified, At: "2020-01-02T05:06:07Z", Text: "Thu, 02 Jan 2020 05:06:07 GMT", Where: `<meta http-equiv="last-modified">`},
			{What: document.Modified, At: "2020-01-02T06:00:00Z", Where: "JSON-LD NewsArticle dateModified"},
		},
		Languages: []document.Said{{Value: "en", Where: "<html lang>"}},
		Fields: []document.Field{
			{Name: "character set", Value: "us-ascii", Where: "no byte above 127"},
			{Name: "line ends", Value: fmt.Sprint("LF ", strings.Count(article, "\n")), Where: "the bytes"},
			{Name: "document type", Value: "html", Where: "DOCTYPE"},
			{Name: "saved from", Value: "https://news.example/a/1", Where: `a comment of a browser's "save as" (Internet Explorer, Chrome and others write the same)`},
			{Name: "description", Value: "The mayor has resigned.", Where: `<meta name="description">`},
			{Name: "robots", Value: "index", Where: `<meta name="robots">`},
			{Name: "canonical address", Value: "https://news.example/a/1", Where: "<link rel=canonical>"},
			{Name: "words of the body", Value: "16", Where: "the page"},
			{Name: "words around the body", Value: "9", Where: "the page"},
			{Name: "hidden words", Value: "4", Where: "the page"},
			{Name: "links", Value: "2", Where: "the page"},
			{Name: "data addresses", Value: "1", Where: "the page"},
			{Name: "remote resources", Value: "3, none fetched: img 1, link 1, script 1", Where: "the page"},
			{Name: "remote hosts", Value: "cdn.example img.example", Where: "the page"},
		},
		Embedded: []document.Embedded{{Name: "data-1", MIME: "image/png", Where: "<img src>", Data: []byte("\x89PNG\r\n\x1a\n")}},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Error(diff)
	}
}

// TestSaved reads what programmes leave that save pages.
func TestSaved(t *testing.T) {
	for _, c := range []struct{ comment, name, version, from, at string }{
		{"\n Page saved with SingleFile \n url: https://news.example/a \n saved date: Thu Jan 02 2020 03:04:05 GMT+0100 (Central European Standard Time)\n", "SingleFile", "", "https://news.example/a", "2020-01-02T03:04:05+01:00"},
		{" Mirrored from news.example/ by HTTrack Website Copier/3.x [XR&CO'2014], Thu, 02 Jan 2020 03:04:05 GMT ", "HTTrack", "3.x", "news.example/", "2020-01-02T03:04:05Z"},
		{"\n     FILE ARCHIVED ON 03:04:05 Jan 02, 2020 AND RETRIEVED FROM THE\n     INTERNET ARCHIVE ON 11:12:13 Feb 03, 2021.\n", "Internet Archive", "", "", "2020-01-02T03:04:05"},
	} {
		d, err := Read([]byte("<html><body>a</body></html><!--" + c.comment + "-->"))
		if err != nil || len(d.Software) != 1 || len(d.Times) != 1 {
			t.Errorf("%s: %+v, %v", c.name, d, err)
			continue
		}
		if s := d.Software[0]; s.Name != c.name || s.Version != c.version || fieldOf(d, "saved from") != c.from || d.Times[0].At != c.at || d.Times[0].What != document.Saved {
			t.Errorf("%s: %+v, %+v, %q", c.name, s, d.Times[0], fieldOf(d, "saved from"))
		}
	}
}

func TestOfficePage(t *testing.T) {
	d, err := Read([]byte(`<html><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:DocumentProperties>
<o:Author>A. Writer</o:Author><o:LastAuthor>B. Editor &amp; Co</o:LastAuthor><o:Created>2020-01-02T03:04:00Z</o:Created><o:Company>Example</o:Company></o:DocumentProperties></xml><![endif]--></head><p>a`))
	if err != nil {
		t.Fatal(err)
	}
	want := &document.Document{
		Authors: []document.Said{{Value: "A. Writer", Where: "Office comment o:Author"}}, Editors: []document.Said{{Value: "B. Editor & Co", Where: "Office comment o:LastAuthor"}},
		Organisations: []document.Said{{Value: "Example", Where: "Office comment o:Company"}},
		Software:      []document.Software{{Name: "Microsoft Word", Version: "15", Role: "producer", Where: `<meta name="generator">`}},
		Times:         []document.Time{{What: document.Created, At: "2020-01-02T03:04:00Z", Where: "Office comment o:Created"}},
	}
	got := &document.Document{Authors: d.Authors, Editors: d.Editors, Organisations: d.Organisations, Software: d.Software, Times: d.Times}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestBrokenParts holds that each part that cannot be read is a finding.
func TestBrokenParts(t *testing.T) {
	for page, want := range map[string]string{
		"<p>a":                                  "",
		`<img src="data:image/png;base64,!!!">`: "text/data-unread",
		`<img src="data:image/png">`:            "text/data-unread",
		`<script type="application/ld+json">{</script>`: "text/json-ld-unread",
		strings.Repeat("<div>", 600) + "deep":           "text/page-flat",
	} {
		d, err := Read([]byte("<html>" + page))
		if err != nil || ids(d) != want {
			t.Errorf("%.40q: %s, %v, want %s", page, ids(d), err, want)
		}
	}
	d, err := Read([]byte("<html><script>x()</script>" + strings.Repeat("<div>", 600) + "deep<p>words"))
	if err != nil || d.Text != "deep\nwords" {
		t.Errorf("%+v, %v", d, err)
	}
}

// TestHostilePages holds pages that parsers are slow on to a bound in time.
func TestHostilePages(t *testing.T) {
	for name, unit := range map[string]string{
		"deep": "<div>", "formatting": "<b><i><a>", "tables": "<table><tr><td>", "fosters": "<table>a", "selects": "<select><option>",
		"unclosed comments": "<!--", "attributes": "<p a=1 ", "paragraphs in formatting": "<font><p>", "entities": "&amp;&#x41;", "templates": "<template><td>", "svg": "<svg><desc>",
	} {
		page := "<html>" + strings.Repeat(unit, (2<<20)/len(unit))
		began := time.Now()
		if _, err := Read([]byte(page)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("%s: %v", name, took)
		} else {
			t.Logf("%s: %v for 2 MB", name, took)
		}
	}
}

func BenchmarkPage(b *testing.B) {
	content := []byte(strings.Replace(article, "<p>The mayor", strings.Repeat("<p>Some <b>more</b> words of <a href=/x>the page</a>.</p>\n", 2000)+"<p>The mayor", 1))
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := Read(content); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPlain(b *testing.B) {
	content := []byte(strings.Repeat(german+"\n", 1000))
	b.SetBytes(int64(len(content)))
	for b.Loop() {
		if _, err := Read(content); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLanguage(b *testing.B) {
	text := strings.Repeat(german+"\n", 1000)
	for b.Loop() {
		Language(text)
	}
}
