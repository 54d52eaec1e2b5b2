package judge

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"assay/conclude"
	"assay/corpus"
	"assay/examine"
	"assay/finding"
	"assay/item"
	"assay/repair"
	"assay/sign"
	"assay/weigh"
)

// Record is everything that is told of one item: the JSON object of check, ls
// and show, described in docs/json.md. Fields are added to it and never
// renamed.
type Record struct {
	Item       string        `json:"item"`
	IDOf       item.IDOf     `json:"id_of"`
	Kind       item.Kind     `json:"kind"`
	Paths      []string      `json:"paths"`   // filled by who knows the places
	Parents    []string      `json:"parents"` // likewise
	Subject    string        `json:"subject"`
	From       string        `json:"from"`
	Date       string        `json:"date"`
	MessageID  string        `json:"message_id"`
	Size       int64         `json:"size"`
	Claim      string        `json:"claim"`
	Conclusion conclude.Word `json:"conclusion"`
	Basis      finding.Basis `json:"basis"`
	// Support says in ENFSI words what measured findings come to; signatures have
	// none, so it is null where there are no others.
	Support    *string           `json:"support"`
	Limits     []string          `json:"limits"`
	Signatures []sign.Signature  `json:"signatures"`
	Findings   []finding.Finding `json:"findings"`
	Parts      []examine.Part    `json:"parts,omitempty"`
	Document   *Document         `json:"document,omitempty"`
	CarriedBy  *corpus.Testimony `json:"carried_by,omitempty"`
	// Authors is what a carrier is compared by.
	Authors []string `json:"authors,omitempty"`
	Robot   bool     `json:"robot,omitempty"` // a programme sent it
	// Weight is how measured findings add up; nil where there are none.
	Weight *conclude.Weight `json:"weight,omitempty"`
	// Absent are the tells that ran and found nothing.
	Absent []string `json:"absent,omitempty"`
	// Repair tells of the message that was signed, where the stored one is not
	// it and it was found.
	Repair *Repair `json:"repair,omitempty"`
}

// Repair is what was undone to come to the message that was signed, and what a
// reader sees otherwise in it.
type Repair struct {
	Rewrites   []string          `json:"rewrites"` // IDs of repair.Catalogue
	Difference repair.Difference `json:"difference"`
	// From, Date and Authors are those of the signed message.
	From    string   `json:"from"`
	Date    string   `json:"date"`
	Authors []string `json:"authors,omitempty"`
}

// Telling are the findings that explain best why nothing was decided, the most
// telling first.
var Telling = []string{
	"dkim/exposed-key",
	"dkim/signed-in-part", "dkim/weak-key", "arc/seal-insufficient", "dkim/body-changed", "dkim/header-changed",
	"dkim/key-unanchored", "dkim/no-key", "dkim/stranger-signed", "dkim/failed", "dkim/permerror", "carried/by-another", "carried/unvouched", "dkim/none",
}

func newRecord(digest item.Digest, idOf item.IDOf, f *examine.Facts) *Record {
	r := &Record{
		Item: digest.String(), IDOf: idOf, Kind: f.Kind, Paths: []string{}, Parents: []string{},
		Subject: f.Subject, From: f.From, Date: f.Date, MessageID: f.MessageID, Size: f.Size,
		Signatures: []sign.Signature{}, Findings: []finding.Finding{}, Parts: f.Parts, Robot: f.Robot,
	}
	if f.AuthorsSure {
		r.Authors = f.Authors
	}
	return r
}

func (r *Record) conclude(c conclude.Conclusion) {
	r.Conclusion, r.Claim, r.Basis, r.Limits, r.Weight = c.Word, c.Claim, c.Basis, c.Limits, c.Weight
	if c.Weight != nil {
		r.Support = &c.Weight.Support
	}
}

// weigh gives findings of tells their measured weight.
func (r *Record) weigh(f *examine.Facts) {
	kind, format := "", ""
	if d := f.Document; d != nil {
		kind, format = string(d.Kind), d.Format
	}
	r.Findings = weigh.Measured().Apply(weigh.ClassOf(f.Kind == item.Mail, kind, format), r.Findings, r.Absent)
}

// JSON writes the record on one line, without a line end.
func (r *Record) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // it is read by people and grep
	err := e.Encode(r)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// ReadRecord reads what JSON wrote.
func ReadRecord(b []byte) (*Record, error) {
	r := &Record{}
	if err := json.Unmarshal(b, r); err != nil {
		return nil, fmt.Errorf("record of an item: %w", err)
	}
	return r, nil
}

// Carrier is what the record says to the items that stand in it.
func (r *Record) Carrier() corpus.Carrier {
	c := corpus.Carrier{
		Item: r.Item, Kind: r.Kind, Authors: r.Authors, From: r.From, Date: r.Date,
		Vouched: r.Basis == finding.AuthorSigned || r.Basis == finding.Sealed || r.Basis == finding.Repaired,
		Robot:   r.Robot, Limits: r.Limits,
		By: r.CarriedBy,
	}
	if s := r.Repair; s != nil && slices.Contains(r.Limits, "repaired") {
		c.Authors, c.From, c.Date = s.Authors, s.From, s.Date
		c.Only = append([]string{}, s.Difference.Kept...)
	}
	return c
}
