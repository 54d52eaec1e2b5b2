package paper

import (
	"fmt"
	"strings"
	"time"
)

// odt writes a text as LibreOffice does: OpenDocument 1.2. It leaves out the
// small picture of the first page that LibreOffice adds.
func odt(p *Paper) []byte {
	content, styles, settings := p.odtContent(), odtStyles(p.Lang), []byte(odfHead+`<office:document-settings `+odfSpaces+`><office:settings><config:config-item-set config:name="ooo:view-settings"><config:config-item config:name="ShowRedlineChanges" config:type="boolean">true</config:config-item></config:config-item-set></office:settings></office:document-settings>`)
	return libreOfficePacker.pack([]part{
		{name: "mimetype", data: []byte("application/vnd.oasis.opendocument.text"), stored: true},
		{name: "content.xml", data: content},
		{name: "styles.xml", data: styles, fixed: true},
		{name: "meta.xml", data: p.odtMeta()},
		{name: "settings.xml", data: settings, fixed: true},
		{name: "META-INF/manifest.xml", data: odtManifest, fixed: true},
	}, p.Modified.UTC())
}

const (
	odfHead   = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"
	odfSpaces = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0" office:version="1.2"`
	odfFonts  = `<office:font-face-decls><style:font-face style:name="Liberation Serif" svg:font-family="&apos;Liberation Serif&apos;" style:font-family-generic="roman" style:font-pitch="variable"/></office:font-face-decls>`
)

func (p *Paper) odtContent() []byte {
	var b strings.Builder
	b.WriteString(odfHead + `<office:document-content ` + odfSpaces + `>` + odfFonts + `<office:automatic-styles><style:style style:name="P1" style:family="paragraph" style:parent-style-name="Standard"/></office:automatic-styles><office:body><office:text>`)
	if p.Title != "" {
		fmt.Fprintf(&b, `<text:h text:style-name="Title" text:outline-level="1">%s</text:h>`, escape(p.Title))
	}
	for _, s := range p.Paragraphs {
		fmt.Fprintf(&b, `<text:p text:style-name="P1">%s</text:p>`, strings.ReplaceAll(escape(s), "\n", "<text:line-break/>"))
	}
	if len(p.Table) > 0 {
		fmt.Fprintf(&b, `<table:table table:name="Table1"><table:table-column table:number-columns-repeated="%d"/>`, max(1, len(p.Table[0])))
		for _, row := range p.Table {
			b.WriteString(`<table:table-row>`)
			for _, cell := range row {
				fmt.Fprintf(&b, `<table:table-cell office:value-type="string"><text:p text:style-name="P1">%s</text:p></table:table-cell>`, escape(cell))
			}
			b.WriteString(`</table:table-row>`)
		}
		b.WriteString(`</table:table>`)
	}
	b.WriteString(`</office:text></office:body></office:document-content>`)
	return []byte(b.String())
}

// odtMeta has local times without a zone: OpenDocument 1.2 part 1 §4.3.
func (p *Paper) odtMeta() []byte {
	words, letters, spaces := p.words()
	var b strings.Builder
	fmt.Fprintf(&b, odfHead+`<office:document-meta %s><office:meta><meta:initial-creator>%s</meta:initial-creator><meta:creation-date>%s</meta:creation-date><dc:date>%s</dc:date><dc:creator>%s</dc:creator><meta:editing-duration>%s</meta:editing-duration><meta:editing-cycles>%d</meta:editing-cycles><meta:generator>LibreOffice/%s</meta:generator>`,
		odfSpaces, escape(p.Author), p.odtTime(p.Created), p.odtTime(p.Modified), escape(p.Editor),
		odtDuration(p.Minutes), p.Revision, escape(p.Software.Version))
	if p.Title != "" {
		fmt.Fprintf(&b, `<dc:title>%s</dc:title>`, escape(p.Title))
	}
	fmt.Fprintf(&b, `<dc:language>%s</dc:language><meta:document-statistic meta:table-count="%d" meta:image-count="0" meta:object-count="0" meta:page-count="%d" meta:paragraph-count="%d" meta:word-count="%d" meta:character-count="%d" meta:non-whitespace-character-count="%d"/></office:meta></office:document-meta>`,
		escape(p.Lang), min(1, len(p.Table)), 1+letters/4000, len(p.Paragraphs)+len(p.cells()), words, letters+spaces, letters)
	return []byte(b.String())
}

// odtTime counts in nanoseconds, as LibreOffice does.
func (p *Paper) odtTime(t time.Time) string {
	fraction := mix(p.Seed, uint64(t.UnixNano())) % 1_000_000_000
	return t.In(p.Zone).Format("2006-01-02T15:04:05") + fmt.Sprintf(".%09d", fraction)
}

func odtDuration(minutes int) string {
	if minutes >= 60 {
		return fmt.Sprintf("PT%dH%dM%dS", minutes/60, minutes%60, minutes%59)
	}
	return fmt.Sprintf("PT%dM%dS", minutes, minutes%59)
}

func odtStyles(lang string) []byte {
	language, country, _ := strings.Cut(lang, "-")
	return []byte(odfHead + `<office:document-styles ` + odfSpaces + `>` + odfFonts + `<office:styles><style:default-style style:family="paragraph"><style:text-properties style:font-name="Liberation Serif" fo:font-size="12pt" fo:language="` + escape(language) + `" fo:country="` + escape(country) + `"/></style:default-style><style:style style:name="Standard" style:family="paragraph" style:class="text"/><style:style style:name="Title" style:family="paragraph" style:parent-style-name="Standard" style:class="chapter"><style:text-properties fo:font-size="28pt" fo:font-weight="bold"/></style:style></office:styles></office:document-styles>`)
}

var odtManifest = []byte(odfHead + `<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:version="1.2" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="styles.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"/><manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/></manifest:manifest>`)
