package source

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"

	"assay/finding"
)

// refusal is an error that is a decision: this is not read, and why.
type refusal struct {
	id, why, recheck string
}

func refuse(id, why, recheck string) error { return &refusal{id, why, recheck} }

func (r *refusal) Error() string { return r.why }

// problem is the finding for an err that kept content of format f from being
// read to its end; where says how far it was read.
func problem(f Format, where string, err error) finding.Finding {
	p := finding.Finding{Outcome: finding.CouldNotRun, Says: finding.Neutral, Where: where}
	var decided *refusal
	var bound *boundError
	switch {
	case errors.As(err, &decided):
		p.ID, p.Why, p.Recheck = decided.id, decided.why, decided.recheck
	case errors.As(err, &bound):
		p.ID, p.Why, p.Recheck = "source/bound", "Not read to its end: "+bound.bound, testCommand(f)
	case errors.Is(err, errNoSpool):
		p.ID, p.Why, p.Recheck = "source/no-room", errNoSpool.Error(), testCommand(f)
	case errors.Is(err, errTrailing), errors.Is(err, errTarTrailing):
		p.ID, p.Why, p.Recheck = "source/trailing", err.Error(), testCommand(f)
	case isSystem(err):
		p.ID, p.Why, p.Recheck = "source/read-error", "It cannot be read: "+reason(err), "cat FILE | sha256sum"
	default:
		p.ID, p.Why, p.Recheck = "source/damaged", "It is damaged or cut off: "+reason(err), testCommand(f)
	}
	p.Why = finding.Sentence(p.Why)
	return p
}

// notRead is the finding for content that is recognised but not read.
func notRead(f Format) finding.Finding {
	why := fmt.Sprintf("It is recognised as %s, which is not read. Convert it, and run again on what that gives.", f)
	return finding.Finding{
		ID: "source/not-read", Outcome: finding.CouldNotRun, Says: finding.Neutral,
		Where: "all of it", Why: why, Recheck: f.command(),
	}
}

// tooLarge is why a mail beyond MaxMail is not read.
func tooLarge(size int64) error {
	why := fmt.Sprintf("the mail has %d bytes, and mail of more than %d is not parsed", size, MaxMail)
	return refuse("source/mail-too-large", why, "wc -c FILE")
}

// isSystem reports whether err is of the operating system.
func isSystem(err error) bool {
	var number syscall.Errno
	return errors.As(err, &number)
}

// reason is err without the paths of this machine.
func reason(err error) string {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// testCommand is the command that tests a file of format f without assay.
func testCommand(f Format) string {
	outer, inner, _ := strings.Cut(string(f), ".")
	if inner != "" {
		outer = inner // tar inside a compressor
	}
	switch Format(outer) {
	case FormatZip, FormatOffice:
		return "unzip -t FILE"
	case FormatTar:
		return "tar -tvf FILE"
	case FormatGzip, FormatBzip2, FormatXZ, FormatZstd:
		return outer + " -tv FILE"
	}
	return "wc -c FILE; sha256sum FILE"
}
