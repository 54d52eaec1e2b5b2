package pdfsig

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"assay/document"
	"assay/pdf"
)

func TestDump(t *testing.T) {
	list, _ := os.ReadFile("/tmp/cmsx/signed.txt")
	for _, name := range strings.Fields(string(list)) {
		b, err := os.ReadFile("/work/shared/corpora/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := pdf.Open(b)
		fmt.Println("####", name[strings.LastIndexByte(name[:len(name)-20], '/')+1:])
		if err != nil {
			fmt.Println(err)
			continue
		}
		sigs, finds := Signatures(f)
		for _, s := range sigs {
			st := ""
			if s.Stamp != nil {
				st = fmt.Sprintf("stamp %s %s %s %s", s.Stamp.At, s.Stamp.Result, s.Stamp.Reason, s.Stamp.Authority)
			}
			cl := ""
			if s.Claimed != nil {
				cl = s.Claimed.At
			}
			fmt.Printf("  %s %s %s %s | %s %s | by %s / %s (%d) | %s | whole %v rev %d | permits %q | claimed %s | worst %s | %s\n", s.Type, s.Where, s.Form, s.Algorithm, s.Result, s.Reason, s.Signer, s.Issuer, len(s.Certificates), s.Covers, s.Whole, s.Revision, s.Permits, cl, document.Worst(s.Changes), st)
			for _, c := range s.Changes {
				fmt.Printf("      %s: %s [%s]\n", c.Weight, c.What, c.Where)
			}
		}
		for _, f := range finds {
			fmt.Printf("   * %s %s: %s\n", f.ID, f.Where, f.Why)
		}
	}
}
