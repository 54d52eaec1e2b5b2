package assay_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// layers is the direction in which data flows, from left to right. A package
// may import those on lines above its own, and what its line allows beside.
var layers = [][]string{
	{"item", "finding", "domain", "internal/biggcd"},
	{"source", "mail", "keys", "document", "isolate"},
	{"sign", "xmp", "ole", "pdfium", "plain", "sign/cert", "office/claims", "sign/c2pa/jumbf", "ole/locale"},
	{"ole/propset", "ole/vba", "oletext/carve", "oletext/officeart"},
	{"oletext/word", "oletext/excel", "oletext/slides"},
	{"pdf", "office/parcel", "office/rtf", "oletext", "image", "sign/dkim", "sign/cms", "sign/xmlsig"},
	{"sign/arc", "repair", "recoverkey", "sign/pdfsig", "sign/officesig", "sign/c2pa", "office/ooxml", "office/odf"},
	{"office"},
	{"reading", "tell"},
	{"examine", "proof"},
	{"corpus", "conclude", "weigh"},
	{"judge"},
	{"dossier"},
	{"casefile"},
	{"pipeline", "report"},
	{"lab/label", "lab/post", "lab/paper", "lab/prose"},
	{"lab/forge", "lab/world"},
	{"lab", "lab/score"},
	{"cmd/assay"},
}

// strict are packages that may import less than their line says.
var strict = map[string][]string{
	"item":            {},
	"finding":         {},
	"domain":          {},
	"internal/biggcd": {},
	"source":          {"item", "finding"},
	"mail":            {},
	"keys":            {"item"},
	"corpus":          {"item", "finding", "domain"},
	"conclude":        {"finding"},
	"weigh":           {"finding"},
	"document":        {"item", "finding"},
	"isolate":         {},
	"pdf":             {"document", "finding", "xmp"},
	"office":          {"document", "office/ooxml", "office/odf", "office/parcel", "office/rtf"},
	"office/claims":   {"document"},
	"office/parcel":   {"document", "office/claims"},
	"office/ooxml":    {"document", "office/claims", "office/parcel"},
	"office/odf":      {"document", "office/claims", "office/parcel"},
	"office/rtf":      {"document", "office/claims", "ole/locale"},
	"ole":             {},
	"oletext":         {"document", "finding", "ole", "ole/locale", "ole/propset", "ole/vba", "oletext/carve", "oletext/officeart", "oletext/word", "oletext/excel", "oletext/slides"},
	"image":           {"document", "finding", "xmp"},
	"pdfium":          {},
	"plain":           {"document", "finding"},
	"sign/cert":       {"finding"},
	"sign/c2pa/jumbf": {},
	"sign/c2pa":       {"document", "finding", "sign/c2pa/jumbf", "sign/cert", "sign/cms"},
	"sign/cms":        {"document", "finding", "sign/cert"},
	"casefile":        {"item"},
	"tell":            {"document", "domain", "finding", "mail"},
	"lab/label":       {},
	"lab/prose":       {},
	"lab/paper":       {},
	"lab/post":        {},
	"lab/world":       {"lab/paper", "lab/post", "lab/prose"},
	"lab/forge":       {"lab/label", "lab/paper", "mail"},
	"recoverkey":      {"item", "sign", "internal/biggcd"},
}

// worldly are what only commands may use, and who else may, with the reason.
var worldly = map[string][]string{
	"os/exec":              {"isolate"}, // the one maker of child processes, of this same programme
	"net":                  {"keys"},    // the one fetcher, used when the user asks
	"net/http":             {},
	"github.com/miekg/dns": {"keys"},
}

// testHelpers make mail, documents and signatures for the tests of several
// packages.
var testHelpers = []string{"internal/doctest", "internal/mailtest", "internal/signtest"}

type listed struct {
	ImportPath string
	Imports    []string
}

// packages lists the module's packages but examples and benchmarks, which are
// programmes of their own.
func packages(t *testing.T) (list []listed) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); err == io.EOF {
			return list
		} else if err != nil {
			t.Fatal(err)
		}
		p.ImportPath = strings.TrimPrefix(p.ImportPath, "assay/")
		if p.ImportPath != "assay" && !strings.HasPrefix(p.ImportPath, "examples") && !strings.HasPrefix(p.ImportPath, "bench") && !strings.HasPrefix(p.ImportPath, "docs") {
			list = append(list, p)
		}
	}
}

func level(name string) int {
	return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, name) })
}

// TestImportsFollowTheFlow holds every import to the direction of the data.
func TestImportsFollowTheFlow(t *testing.T) {
	for _, p := range packages(t) {
		if slices.Contains(testHelpers, p.ImportPath) {
			continue // nothing but tests may import it: it stands in no layer
		}
		own := level(p.ImportPath)
		if own < 0 {
			t.Errorf("package %s stands in no layer", p.ImportPath)
			continue
		}
		for _, imported := range p.Imports {
			name, inside := strings.CutPrefix(imported, "assay/")
			if !inside {
				continue
			}
			allowed, isStrict := strict[p.ImportPath]
			if isStrict && !slices.Contains(allowed, name) {
				t.Errorf("%s imports %s; it may import %v", p.ImportPath, name, allowed)
			}
			if level(name) >= own {
				t.Errorf("%s imports %s, which is not to its left", p.ImportPath, name)
			}
		}
	}
}

// TestNoClockBelowCommands looks for calls that read the clock or the
// environment: both are passed in.
func TestNoClockBelowCommands(t *testing.T) {
	banned := map[string]bool{"time.Now": true, "time.Since": true, "time.Until": true, "os.Getenv": true, "os.LookupEnv": true, "os.Environ": true}
	for _, p := range packages(t) {
		if strings.HasPrefix(p.ImportPath, "cmd/") {
			continue
		}
		files, err := filepath.Glob(filepath.FromSlash(p.ImportPath) + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", p.ImportPath, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if s, ok := n.(*ast.SelectorExpr); ok {
					if x, ok := s.X.(*ast.Ident); ok && banned[x.Name+"."+s.Sel.Name] {
						t.Errorf("%s uses %s.%s", name, x.Name, s.Sel.Name)
					}
				}
				return true
			})
		}
	}
}

// TestOnlyCommandsSeeTheWorld keeps network, clock and processes out of the
// packages below cmd.
func TestOnlyCommandsSeeTheWorld(t *testing.T) {
	for _, p := range packages(t) {
		if strings.HasPrefix(p.ImportPath, "cmd/") || slices.Contains(testHelpers, p.ImportPath) {
			continue
		}
		for name, except := range worldly {
			if slices.Contains(p.Imports, name) && !slices.Contains(except, p.ImportPath) {
				t.Errorf("%s imports %s", p.ImportPath, name)
			}
		}
	}
}
