package main

import (
	"bytes"
	"cmp"
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"assay/document"
)

//go:embed fields.tsv
var fieldsTable string

// kinds are the files of each kind, by extension.
var kinds = map[string][]string{
	"pdf": {"pdf"}, "odf": {"odt"}, "ole2": {"doc", "xls", "ppt", "vsd", "pub"},
	"ooxml": {"docx", "docm", "dotx", "xlsx", "xlsm", "pptx", "vsdx"},
	"image": {"jpg", "jpeg", "png", "gif", "tif", "tiff", "webp", "heic"},
}

// field is one row of fields.tsv.
type field struct{ kind, name, tags, place string }

// metadata compares who, when, where and with what between exiftool and assay.
func metadata(w *world) (string, error) {
	counts, differ := newTable("kind", "field", "files with the field", "equal", "differ", "only exiftool", "only assay"), newGroups("field", "what")
	for line := range strings.Lines(fieldsTable) {
		if line[0] == '#' {
			continue
		}
		c := strings.Split(strings.TrimSpace(line), "\t")
		f := field{c[0], c[1], c[2], c[3]}
		theirs, err := w.exiftool(f.kind)
		if err != nil {
			return "", err
		}
		sum := map[string]int{}
		for _, tags := range theirs {
			name, _ := tags["SourceFile"].(string)
			their, our := f.valuesOf(tags), placed(w.document(name), f.place)
			what := compare(f, their, our)
			sum[what]++
			if what == "differ" || what == "only exiftool" {
				differ.add(w.reasons.find("metadata", name, f.name+": "+what), name, f.kind+" "+f.name, what)
				w.tell("%s %s: exiftool %q, assay %q", name, f.name, their, our)
			}
		}
		if files := sum["equal"] + sum["differ"] + sum["only exiftool"] + sum["only assay"]; files > 0 {
			counts.add(f.kind, f.name, files, sum["equal"], sum["differ"], sum["only exiftool"], sum["only assay"])
		}
	}
	return counts.String() + "\nEvery value that differs, and every one that only exiftool has:\n\n" + differ.String(), nil
}

// tell tells what holds values of real people on standard error, if asked.
func (w *world) tell(format string, values ...any) {
	if w.verbose {
		fmt.Fprintf(os.Stderr, format+"\n", values...)
	}
}

// exiftool reads the tags of all files of a kind.
func (w *world) exiftool(kind string) (list []map[string]any, err error) {
	if list = w.tags[kind]; list != nil {
		return list, nil
	}
	names := w.named(kinds[kind]...)
	paths := make([]string, len(names))
	byPath := map[string]string{}
	for i, name := range names {
		paths[i] = w.path(name)
		byPath[paths[i]] = name
	}
	// It fails where one file is damaged, and answers all the same.
	out, _, err := askFor(10*time.Minute, strings.Join(paths, "\n"), "exiftool", "-j", "-G1", "-n", "-charset", "filename=utf8", "-@", "-")
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewBufferString(out))
	d.UseNumber()
	if err := d.Decode(&list); err != nil {
		return nil, fmt.Errorf("exiftool: %w", err)
	}
	for _, tags := range list {
		tags["SourceFile"] = byPath[fmt.Sprint(tags["SourceFile"])]
	}
	w.tags[kind] = list
	return list, nil
}

// valuesOf are exiftool's values of a field.
func (f *field) valuesOf(tags map[string]any) (values []string) {
	add := func(v any) {
		text := document.Clip(fmt.Sprint(v))
		if none := strings.HasPrefix(text, "0000:00:00") || text == "0" && f.isTime(); text != "" && !none {
			values = append(values, text)
		}
	}
	for name := range strings.SplitSeq(f.tags, ",") {
		switch v := tags[name].(type) {
		case nil:
		case []any:
			for _, one := range v {
				add(one)
			}
		default:
			add(v)
		}
	}
	if f.name == "size in pixels" && len(values) > 1 {
		return values[:1] // others say the size of what the picture was made of
	}
	return values
}

func (f *field) isTime() bool { return strings.HasPrefix(f.place, "time ") }

// placed are assay's values of one place.
func placed(d *document.Document, place string) (values []string) {
	if d == nil {
		return nil
	}
	lists := map[string][]document.Said{"titles": d.Titles, "authors": d.Authors, "editors": d.Editors, "organisations": d.Organisations, "languages": d.Languages}
	what, names, _ := strings.Cut(place, " ")
	for _, s := range lists[what] {
		if !strings.HasPrefix(s.Where, "detected") {
			values = append(values, s.Value)
		}
	}
	switch what {
	case "software", "software,field":
		for _, s := range d.Software {
			values = append(values, strings.TrimSpace(s.Name+" "+s.Version), s.Name, s.Name+"/"+s.Version)
		}
	case "time":
		for _, t := range d.Times {
			if t.What == names {
				values = append(values, cmp.Or(t.At, t.Text))
			}
		}
	}
	if strings.HasSuffix(what, "field") {
		for _, f := range d.Fields {
			if slices.Contains(strings.Split(names, ","), f.Name) {
				values = append(values, f.Value)
			}
		}
	}
	return values
}
