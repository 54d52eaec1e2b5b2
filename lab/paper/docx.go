package paper

import (
	"fmt"
	"slices"
	"strings"
)

// docx writes a document as Word does: ECMA-376 part 1 §17.
func docx(p *Paper) []byte {
	const word = "officedocument.wordprocessingml."
	fonts := wordFonts(p.Software.Version)
	types := contentTypes("word/document.xml", word+"document.main", "word/styles.xml", word+"styles",
		"word/settings.xml", word+"settings", "word/webSettings.xml", word+"webSettings", "word/fontTable.xml", word+"fontTable",
		"word/theme/theme1.xml", "officedocument.theme", "docProps/core.xml", "package.core-properties", "docProps/app.xml", "officedocument.extended-properties")
	return officePacker.pack([]part{
		{name: "[Content_Types].xml", data: types, fixed: true},
		{name: "_rels/.rels", data: rootRelationships("word/document.xml"), fixed: true},
		{name: "word/_rels/document.xml.rels", fixed: true, data: relationships("styles", "styles.xml", "settings", "settings.xml",
			"webSettings", "webSettings.xml", "fontTable", "fontTable.xml", "theme", "theme/theme1.xml")},
		{name: "word/document.xml", data: p.wordBody()},
		{name: "word/theme/theme1.xml", data: theme(fonts[1], fonts[0]), fixed: true},
		{name: "word/settings.xml", data: p.wordSettings()},
		{name: "word/styles.xml", data: wordStyles(p.Lang), fixed: true},
		{name: "docProps/core.xml", data: p.coreProperties()},
		{name: "word/fontTable.xml", data: fontTable(fonts), fixed: true},
		{name: "word/webSettings.xml", data: []byte(xmlHead + `<w:webSettings ` + wordSpaces + `><w:optimizeForBrowser/><w:allowPNG/></w:webSettings>`), fixed: true},
		{name: "docProps/app.xml", data: p.wordProperties()},
	}, p.Modified)
}

const wordSpaces = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

// wordExtensions are those that a version declares in every text, used or not.
func wordExtensions(version string) string {
	const office = ` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`
	if version < "15" {
		return office + ` mc:Ignorable="w14"`
	}
	return office + ` xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" mc:Ignorable="w14 w15"`
}

// wordFonts are the fonts of text and headings of that version's own template.
func wordFonts(version string) []string {
	if version < "15" {
		return []string{"Calibri", "Cambria", "Times New Roman"}
	}
	return []string{"Calibri", "Calibri Light", "Times New Roman"}
}

func (p *Paper) wordBody() []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:document ` + wordSpaces + wordExtensions(p.Software.Version) + `><w:body>`)
	root := p.rsids[0]
	if p.Title != "" {
		wordParagraph(&b, p.Title, root, root, "Title")
	}
	for _, s := range p.Paragraphs {
		wordParagraph(&b, s, p.rsids[p.sessions[s]], root, "")
	}
	if len(p.Table) > 0 {
		p.wordTable(&b, root)
	}
	fmt.Fprintf(&b, `<w:sectPr w:rsidR="%s"><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1417" w:right="1417" w:bottom="1417" w:left="1417" w:header="708" w:footer="708" w:gutter="0"/><w:cols w:space="708"/><w:docGrid w:linePitch="360"/></w:sectPr></w:body></w:document>`, root)
	return []byte(b.String())
}

func wordParagraph(b *strings.Builder, text, rsid, root, style string) {
	fmt.Fprintf(b, `<w:p w:rsidR="%s" w:rsidRDefault="%s">`, rsid, root)
	if style != "" {
		fmt.Fprintf(b, `<w:pPr><w:pStyle w:val="%s"/></w:pPr>`, style)
	}
	for i, line := range strings.Split(text, "\n") {
		b.WriteString(`<w:r>`)
		if i > 0 {
			b.WriteString(`<w:br/>`)
		}
		space := ""
		if strings.TrimSpace(line) != line {
			space = ` xml:space="preserve"`
		}
		fmt.Fprintf(b, `<w:t%s>%s</w:t></w:r>`, space, escape(line))
	}
	b.WriteString(`</w:p>`)
}

func (p *Paper) wordTable(b *strings.Builder, root string) {
	columns := len(p.Table[0])
	width := 9072 / max(columns, 1)
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>`)
	b.WriteString(strings.Repeat(fmt.Sprintf(`<w:gridCol w:w="%d"/>`, width), columns) + `</w:tblGrid>`)
	for _, row := range p.Table {
		fmt.Fprintf(b, `<w:tr w:rsidR="%s">`, root)
		for _, cell := range row {
			fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>`, width)
			wordParagraph(b, cell, root, root, "")
			b.WriteString(`</w:tc>`)
		}
		b.WriteString(`</w:tr>`)
	}
	b.WriteString(`</w:tbl>`)
	wordParagraph(b, "", root, root, "")
}

// wordSettings lists every session of editing, in numerical order.
func (p *Paper) wordSettings() []byte {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:settings ` + wordSpaces + `><w:zoom w:percent="100"/><w:proofState w:spelling="clean" w:grammar="clean"/><w:defaultTabStop w:val="708"/><w:hyphenationZone w:val="425"/><w:characterSpacingControl w:val="doNotCompress"/>`)
	fmt.Fprintf(&b, `<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="%d"/></w:compat>`, wordMode(p.Software.Version))
	fmt.Fprintf(&b, `<w:rsids><w:rsidRoot w:val="%s"/>`, p.rsids[0])
	sorted := slices.Clone(p.rsids)
	slices.Sort(sorted)
	for _, s := range slices.Compact(sorted) {
		fmt.Fprintf(&b, `<w:rsid w:val="%s"/>`, s)
	}
	fmt.Fprintf(&b, `</w:rsids><w:themeFontLang w:val="%s"/><w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>`, escape(p.Lang))
	return []byte(b.String())
}

// wordMode is the compatibility mode that the version gives new documents:
// that of Word 2013 is still that of later ones.
func wordMode(version string) int {
	if version < "15" {
		return 14
	}
	return 15
}

// wordProperties are docProps/app.xml: ECMA-376 part 1 §22.2.
func (p *Paper) wordProperties() []byte {
	words, letters, spaces := p.words()
	lines := 1 + letters/80
	return []byte(xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">` +
		fmt.Sprintf(`<Template>%s</Template><TotalTime>%d</TotalTime><Pages>%d</Pages><Words>%d</Words><Characters>%d</Characters><Application>%s</Application><DocSecurity>0</DocSecurity><Lines>%d</Lines><Paragraphs>%d</Paragraphs><ScaleCrop>false</ScaleCrop><Company>%s</Company><LinksUpToDate>false</LinksUpToDate><CharactersWithSpaces>%d</CharactersWithSpaces><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>%s</AppVersion></Properties>`,
			"Normal.dotm", p.Minutes, 1+lines/50, words, letters, escape(p.Software.Name), lines, max(1, len(p.Paragraphs)), escape(p.Company), letters+spaces, p.Software.Version))
}
