package paper

import (
	"fmt"
	"strconv"
	"strings"
)

// xlsx writes a workbook of one sheet as Excel does: ECMA-376 part 1 §18.
func xlsx(p *Paper) []byte {
	const sheets = "officedocument.spreadsheetml."
	sheet, shared := p.sheet()
	fonts := wordFonts(p.Software.Version)
	return officePacker.pack([]part{
		{name: "[Content_Types].xml", fixed: true, data: contentTypes("xl/workbook.xml", sheets+"sheet.main", "xl/worksheets/sheet1.xml", sheets+"worksheet",
			"xl/theme/theme1.xml", "officedocument.theme", "xl/styles.xml", sheets+"styles", "xl/sharedStrings.xml", sheets+"sharedStrings",
			"docProps/core.xml", "package.core-properties", "docProps/app.xml", "officedocument.extended-properties")},
		{name: "_rels/.rels", data: rootRelationships("xl/workbook.xml"), fixed: true},
		{name: "xl/_rels/workbook.xml.rels", fixed: true, data: relationships("worksheet", "worksheets/sheet1.xml", "theme", "theme/theme1.xml", "styles", "styles.xml", "sharedStrings", "sharedStrings.xml")},
		{name: "xl/workbook.xml", data: p.workbook(), fixed: true},
		{name: "xl/theme/theme1.xml", data: theme(fonts[1], fonts[0]), fixed: true},
		{name: "xl/worksheets/sheet1.xml", data: sheet},
		{name: "xl/styles.xml", data: sheetStyles, fixed: true},
		{name: "xl/sharedStrings.xml", data: shared},
		{name: "docProps/core.xml", data: p.coreProperties()},
		{name: "docProps/app.xml", data: p.excelProperties()},
	}, p.Modified)
}

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// sheetName is what Excel calls the first sheet in that language.
func (p *Paper) sheetName() string {
	if strings.HasPrefix(p.Lang, "fr") {
		return "Feuil1"
	}
	return "Sheet1"
}

// builds are what versions write of themselves: lastEdited and rupBuild.
var builds = map[string][2]string{"14": {"5", "9303"}, "15": {"6", "14420"}, "16": {"7", "16925"}}

func (p *Paper) workbook() []byte {
	major, _, _ := strings.Cut(p.Software.Version, ".")
	b := builds[major]
	return []byte(xmlHead + fmt.Sprintf(`<workbook %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><fileVersion appName="xl" lastEdited="%s" lowestEdited="%s" rupBuild="%s"/><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView xWindow="240" yWindow="105" windowWidth="14805" windowHeight="8010"/></bookViews><sheets><sheet name="%s" sheetId="1" r:id="rId1"/></sheets><calcPr calcId="145621"/></workbook>`,
		sheetSpace, b[0], b[0], b[1], p.sheetName()))
}

// sheet writes the table and below it the paragraphs, one a row; words stand
// in the shared strings.
func (p *Paper) sheet() (sheet, shared []byte) {
	rows := p.Table
	for _, s := range p.Paragraphs {
		rows = append(rows[:len(rows):len(rows)], []string{s})
	}
	columns := 1
	for _, row := range rows {
		columns = max(columns, len(row))
	}
	var b, s strings.Builder
	fmt.Fprintf(&b, xmlHead+`<worksheet %s xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><dimension ref="A1:%s%d"/><sheetViews><sheetView tabSelected="1" workbookViewId="0"/></sheetViews><sheetFormatPr defaultRowHeight="15"/><sheetData>`,
		sheetSpace, column(columns-1), max(1, len(rows)))
	known, uses := map[string]int{}, 0
	for y, row := range rows {
		fmt.Fprintf(&b, `<row r="%d" spans="1:%d">`, y+1, columns)
		for x, cell := range row {
			at := column(x) + strconv.Itoa(y+1)
			if isNumber(cell) {
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, cell)
				continue
			}
			n, ok := known[cell]
			if !ok {
				n = len(known)
				known[cell] = n
				fmt.Fprintf(&s, `<si><t xml:space="preserve">%s</t></si>`, escape(cell))
			}
			uses++
			fmt.Fprintf(&b, `<c r="%s" t="s"><v>%d</v></c>`, at, n)
		}
		b.WriteString(`</row>`)
	}
	b.WriteString(`</sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>`)
	return []byte(b.String()), []byte(xmlHead + fmt.Sprintf(`<sst %s count="%d" uniqueCount="%d">%s</sst>`, sheetSpace, uses, len(known), s.String()))
}

// column is the letter of a column, from 0; a made-up table has few.
func column(n int) string { return string(rune('A' + min(n, 25))) }

func isNumber(s string) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && strings.Trim(s, "-.0123456789") == ""
}

var sheetStyles = []byte(xmlHead + `<styleSheet ` + sheetSpace + `><fonts count="1"><font><sz val="11"/><color theme="1"/><name val="Calibri"/><family val="2"/><scheme val="minor"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles><dxfs count="0"/></styleSheet>`)

func (p *Paper) excelProperties() []byte {
	return []byte(xmlHead + fmt.Sprintf(`<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><Application>%s</Application><DocSecurity>0</DocSecurity><ScaleCrop>false</ScaleCrop><HeadingPairs><vt:vector size="2" baseType="variant"><vt:variant><vt:lpstr>Worksheets</vt:lpstr></vt:variant><vt:variant><vt:i4>1</vt:i4></vt:variant></vt:vector></HeadingPairs><TitlesOfParts><vt:vector size="1" baseType="lpstr"><vt:lpstr>%s</vt:lpstr></vt:vector></TitlesOfParts><Company>%s</Company><LinksUpToDate>false</LinksUpToDate><SharedDoc>false</SharedDoc><HyperlinksChanged>false</HyperlinksChanged><AppVersion>%s</AppVersion></Properties>`,
		escape(p.Software.Name), p.sheetName(), escape(p.Company), p.Software.Version))
}
