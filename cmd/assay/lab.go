package main

import (
	"fmt"
	"os"

	"assay/lab"
)

// labCmd is what measures assay itself.
type labCmd struct {
	Make  labMakeCmd  `cmd:"" help:"Make a leak with known truth."`
	Score labScoreCmd `cmd:"" help:"Hold the conclusions of a case against the truth of a made leak."`
}

type labMakeCmd struct {
	Seed   uint64  `help:"What the leak depends on: the same seed and size make the same bytes." default:"1"`
	Size   int     `help:"How many items: mails, attachments, documents." default:"2000"`
	Out    string  `help:"Folder to make; nothing may be in it." required:"" type:"path" placeholder:"DIR"`
	Base   string  `help:"File or folder of authentic mail to take instead of made-up mail." type:"existingpath" placeholder:"PATH"`
	Forged float64 `help:"How many in a hundred items are forged." default:"3" placeholder:"PERCENT"`
}

// Help is the detailed text of lab make.
func (labMakeCmd) Help() string {
	return `Examples:
  assay lab make --seed 7 --size 5000 --out made
  assay lab make --seed 7 --size 2000 --base list-archive/ --forged 10 --out made
  assay run --case made-case --keys made/keys.zone made/leak

Makes a whole leak: an organisation with stolen mailboxes, years of mail in two languages,
documents, exports with innocent damage; forges a part of it; and writes what every item
really is to DIR/labels.jsonl, which assay run never reads. All of it is made up, and
stands under reserved domains (docs/lab.md). With --base the mail is real and stays as it
is, but for those items that are forged from it.`
}

func (c *labMakeCmd) Run(s *system) error {
	spool, err := os.MkdirTemp("", "assay-lab-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(spool)
	const percent = 100
	o := lab.Options{Seed: c.Seed, Size: c.Size, Forged: c.Forged / percent, Base: c.Base, Out: c.Out, Spool: spool, Workers: s.workers}
	if err := o.Check(); err != nil {
		return usageError{err}
	}
	bar := s.newProgress("making", 0)
	o.Progress = func(items int) { bar.tell(int64(items), int64(c.Size), "mail and documents") }
	made, err := lab.Make(s.ctx, o)
	bar.end()
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(s.stdout, "%s: %d items, %d of them forged or sent by an intruder, in %d acts\n", c.Out, made.Items, made.Forged, made.Acts)
	return err
}
