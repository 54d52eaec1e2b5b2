package lab

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"assay/lab/world"
)

// truth is world.json: what the labels do not say. It is written as it comes, so
// that what is absent need not be kept.
type truth struct {
	file  *os.File
	out   *bufio.Writer
	first bool
	err   error
}

// mailboxTruth is a stolen mailbox.
type mailboxTruth struct {
	Address string    `json:"address"`
	Owner   string    `json:"owner"`
	Private bool      `json:"private"`
	Folder  string    `json:"folder"` // in the leak; of an archive, its name without the suffix
	Form    string    `json:"form"`
	Stolen  time.Time `json:"stolen"` // what came later is not in it
}

// absentTruth is a mail that a box should hold and does not.
type absentTruth struct {
	Mailbox   string    `json:"mailbox"`
	MessageID string    `json:"message_id"`
	At        time.Time `json:"at"`
	Why       string    `json:"why"`
}

func newTruth(out string, seed uint64, w *world.World) (*truth, error) {
	file, err := os.Create(filepath.Join(out, WorldFile))
	if err != nil {
		return nil, fmt.Errorf("lab: %w", err)
	}
	t := &truth{file: file, out: bufio.NewWriter(file), first: true}
	var boxes []mailboxTruth
	for _, b := range w.Boxes {
		boxes = append(boxes, mailboxTruth{b.Account.Address, b.Owner.Name, b.Private, b.Folder, string(b.Form), b.Stolen.UTC()})
	}
	head, err := json.MarshalIndent(map[string]any{
		"made_up": true, "seed": seed, "organisation": w.Org, "domain": w.Domain,
		"from": w.From(), "until": w.Until(), "mailboxes": boxes,
	}, "", " ")
	if err != nil {
		return nil, err
	}
	_, t.err = t.out.Write(append(head[:len(head)-2], ",\n \"absent\": ["...))
	return t, nil
}

func (t *truth) absent(a absentTruth) {
	line, err := json.Marshal(a)
	t.err = errors.Join(t.err, err)
	end := ",\n  "
	if t.first {
		end, t.first = "\n  ", false
	}
	if t.err == nil {
		_, t.err = t.out.WriteString(end + string(line))
	}
}

func (t *truth) close() error {
	if t.err == nil {
		_, t.err = t.out.WriteString("\n ]\n}\n")
	}
	return errors.Join(t.err, t.out.Flush(), t.file.Close())
}

func digits(n int) string { return fmt.Sprintf("%06d", n) }
