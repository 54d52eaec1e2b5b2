package pipeline

import (
	"context"
	"slices"

	"assay/examine"
	"assay/item"
	"assay/source"
)

// OutsideCount is what reading mail from elsewhere came to.
type OutsideCount struct {
	Mails  int
	InLeak int // that stand in the leak as well, and are the leaker's word
}

// Outside reads mail from outside the leak. It may anchor keys, and help to find
// them. What is attached to a mail does not: whoever sent it chose it. unread is
// told of what cannot be read; told of every mail.
func (r *Recoverer) Outside(ctx context.Context, root Root, unread func(Unread), told func()) (n OutsideCount, err error) {
	if r.outside == nil {
		r.outside = map[string][]held{}
	}
	x := &examine.Examiner{Spool: r.Case.CacheDir()}
	w := source.Walker{Spool: r.Case.CacheDir()}
	err = w.Walk(ctx, root.Path, root.Locator, func(e source.Entry) error {
		return x.Entry(ctx, e, func(it examine.Item) error {
			switch it.Facts.Kind {
			case item.Unreadable:
				unread(Unread{it.Locator.String(), Why(it.Facts.Findings)})
			case item.Mail:
				told()
				n.Mails++
				held, err := r.Case.Holds(it.Digest)
				if err != nil || held {
					n.InLeak++
					return err
				}
				if !attached(it.Locator) {
					r.addOutside(&it, root.Locator.String())
				}
			}
			return nil
		})
	})
	return n, err
}

// attached reports whether an item stands in a mail: then its sender put it there,
// and nobody received it.
func attached(l item.Locator) bool {
	return slices.ContainsFunc(l.Steps, func(s item.Step) bool { return s.Kind == item.Part })
}

func (r *Recoverer) addOutside(it *examine.Item, where string) {
	signatures(it.Digest, &it.Facts, nil, func(name, _ string, h held) {
		list, seen := r.outside[name]
		if len(list) >= maxAnchors || !seen && len(r.outside) >= maxKeyNames {
			return
		}
		h.Outside, h.where = true, where
		r.outside[name] = append(list, h)
	})
}

// fresh is the mail from elsewhere of a name whose signatures the leak does not
// hold: one that it holds is the leaker's word, in whatever message.
func (r *Recoverer) fresh(name string, leak []held) []held {
	if len(r.outside[name]) == 0 {
		return nil
	}
	own := valuesOf(leak)
	return slices.DeleteFunc(slices.Clone(r.outside[name]), func(h held) bool { return own[valueID(h.Value)] })
}

func valuesOf(list []held) map[string]bool {
	values := map[string]bool{}
	for i := range list {
		values[valueID(list[i].Value)] = true
	}
	return values
}
