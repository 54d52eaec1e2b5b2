// Command picture draws what assay prints of two items of the made-up leak, as
// an SVG for README.md. Run it in the repository's root:
//
//	go run ./docs/picture > docs/check.svg
package main

import (
	"bytes"
	"context"
	"fmt"
	"html"
	"io"
	"log"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"assay/examine"
	"assay/item"
	"assay/judge"
	"assay/keys"
	"assay/pipeline"
	"assay/report"
)

// shown are the items of the picture: an authentic mail, and one into which
// somebody put a postscript, before the footer of a list.
var shown = []string{"leak/varencourt/saved/cc-unsigned.eml", "leak/pelletrin/inbox.mbox@7013+1095"}

func main() {
	if err := draw(os.Stdout, "."); err != nil {
		log.Fatal(err)
	}
}

// draw writes the picture of the leak below the repository's root.
func draw(w io.Writer, root string) error {
	leak, err := filepath.Abs(filepath.Join(root, "examples", "leak"))
	if err != nil {
		return err
	}
	batch, err := keys.Read(filepath.Join(root, "examples", "keys.zone"))
	if err != nil {
		return err
	}
	checked, err := pipeline.Check(context.Background(), []pipeline.Root{{Path: leak, Locator: item.Locator{Root: "leak"}}}, &examine.Examiner{})
	if err != nil {
		return err
	}
	var text bytes.Buffer
	// The day on which something has expired; the picture does not change with it.
	j := &judge.Judge{Keys: keys.NewSet(batch.Keys).Lookup, Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
	if err := checked.Repair(context.Background(), j.Keys, 1); err != nil {
		return err
	}
	records := map[string]*judge.Record{}
	if err := checked.Judge(j, func(r *judge.Record) error {
		records[r.Paths[0]] = r
		return nil
	}); err != nil {
		return err
	}
	for i, path := range shown {
		r := records[path]
		if r == nil {
			return fmt.Errorf("no item %q in the leak", path)
		}
		if i > 0 {
			text.WriteString("\n\n")
		}
		fmt.Fprintf(&text, "$ assay check --keys examples/keys.zone examples/%s\n", path)
		if err := report.Item(&text, r, report.Style{Color: true}, report.Brief,
			"assay check --proof DIR --keys examples/keys.zone examples/"+path); err != nil {
			return err
		}
	}
	return svg(w, text.String())
}

// The metrics of the picture, in pixels.
const (
	fontSize   = 13
	lineHeight = 18
	charWidth  = 7.82
	margin     = 16
	maxColumns = 118
)

// svg draws lines of text with the colours of a terminal.
func svg(w io.Writer, text string) error {
	lines := fold(strings.Split(strings.TrimRight(text, "\n"), "\n"))
	height := len(lines)*lineHeight + 2*margin
	width := int(math.Ceil(maxColumns*charWidth)) + 2*margin
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-label="What assay prints of two items">`+"\n", width, height, width, height)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="#1b1f24"/>`+"\n")
	fmt.Fprintf(&b, `<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="%d" fill="#d7dde4" xml:space="preserve">`+"\n", fontSize)
	for i, line := range lines {
		fmt.Fprintf(&b, `<text x="%d" y="%d">%s</text>`+"\n", margin, margin+(i+1)*lineHeight-5, spans(line))
	}
	b.WriteString("</g>\n</svg>\n")
	_, err := io.WriteString(w, b.String())
	return err
}

var escape = regexp.MustCompile("\x1b\\[([0-9]+)m")

// colours are those of report.Style on a dark ground.
var colours = map[string]string{"32": "#7ee787", "33": "#f2cc60", "36": "#79c0ff"}

// spans turns escape sequences into coloured spans.
func spans(line string) string {
	var b strings.Builder
	open := 0
	for line != "" {
		at := escape.FindStringSubmatchIndex(line)
		if at == nil {
			break
		}
		b.WriteString(html.EscapeString(line[:at[0]]))
		switch code := line[at[2]:at[3]]; {
		case code == "0":
			b.WriteString(strings.Repeat("</tspan>", open))
			open = 0
		case colours[code] != "":
			fmt.Fprintf(&b, `<tspan fill="%s">`, colours[code])
			open++
		default:
			b.WriteString(`<tspan font-weight="bold">`)
			open++
		}
		line = line[at[1]:]
	}
	return b.String() + html.EscapeString(line) + strings.Repeat("</tspan>", open)
}

// fold breaks lines that are longer than the picture is wide. Escape sequences,
// which take no room, stand at the beginning of a line alone.
func fold(lines []string) (folded []string) {
	for _, line := range lines {
		for shown := escape.ReplaceAllString(line, ""); len([]rune(shown)) > maxColumns; shown = line {
			room := maxColumns + len(line) - len(shown)
			cut := strings.LastIndexByte(line[:room], ' ')
			folded = append(folded, line[:cut])
			line = "                 " + strings.TrimLeft(line[cut:], " ")
		}
		folded = append(folded, line)
	}
	return folded
}
