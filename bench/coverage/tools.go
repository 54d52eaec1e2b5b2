package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"time"
)

// patience is how long a tool may take over one file; some loop.
const patience = 60 * time.Second

// ask runs a tool. failed says that it refused, crashed or took too long; an
// error, that it is not there.
func ask(name string, args ...string) (out string, failed bool, err error) {
	return askFor(patience, "", name, args...)
}

func askFor(patience time.Duration, input, name string, args ...string) (out string, failed bool, err error) {
	if _, err := exec.LookPath(name); err != nil {
		return "", false, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(input)
	var text bytes.Buffer
	cmd.Stdout, cmd.Stderr = &text, nil
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return text.String(), true, nil
	}
	return text.String(), false, err
}

// tools are the programmes that are asked, and how each tells its version.
var tools = []struct {
	name, what string
	version    []string
}{
	{"pdfsig", "signatures of PDF (poppler-utils)", []string{"-v"}},
	{"pdftotext", "text of PDF (poppler-utils)", []string{"-v"}},
	{"qpdf", "structure of PDF", []string{"--version"}},
	{"mutool", "revisions of PDF (mupdf-tools)", []string{"-v"}},
	{"exiftool", "metadata of all formats", []string{"-ver"}},
	{"antiword", "text of .doc", []string{"-h"}},
	{"catdoc", "text of .doc; with it xls2csv and catppt", []string{"-V"}},
	{"soffice", "LibreOffice, text of documents and sheets", []string{"--version"}},
}

var number = regexp.MustCompile(`\d+\.\d+[\d.]*`)

// versions lists the tools.
func versions(*world) (string, error) {
	t := newTable("tool", "version", "asked for")
	for _, x := range tools {
		if _, err := exec.LookPath(x.name); err != nil {
			return "", err
		}
		out, err := exec.Command(x.name, x.version...).CombinedOutput()
		version := number.FindString(string(out))
		if version == "" {
			return "", fmt.Errorf("%s does not tell its version: %w: %s", x.name, err, out)
		}
		t.add(x.name, version, x.what)
	}
	return t.String(), nil
}
