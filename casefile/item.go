package casefile

import (
	"time"
	"unicode/utf8"

	"assay/item"
)

const (
	// MaxItem bounds what one item brings: facts, columns and paths together.
	// Pages of items to judge are held in memory.
	MaxItem = 32 << 20
	// maxWords is how many bytes of an item's text are searched for words.
	// FTS5 holds the words of one row in memory, 50 times the text where each
	// is new; and 1 MiB is a book.
	maxWords = 1 << 20
)

// Item is one item at one of its places. Put it once for each place. Its
// columns and facts are those of the first of its places, bytewise; Text and To
// are searched as they came first, and have to be the same each time.
type Item struct {
	Digest item.Digest
	IDOf   item.IDOf
	Kind   item.Kind
	Size   int64 // bytes

	// Columns to list and to search by. Subject and From are searched for words.
	Subject, From, MessageID, Date string

	To    string // searched for words, not kept
	Text  string // the body as a reader sees it: searched for words, not kept
	Facts []byte // JSON: what was read off the item, apart from keys and places

	Place Place
}

// Place is where an item stands.
type Place struct {
	Path   string // written form of its locator
	Parent string // path of what it stands in; empty for a file of the leak
	Depth  int    // steps from the file of the leak
}

// Unit is a piece of the leak that is read in one go: a file, a message of a
// mailbox file, a member of an archive.
type Unit struct {
	Path     string
	Expanded int64 // bytes that reading it came to, counted against bombs
}

// File is a file of the leak as it was when it was read.
type File struct {
	Path    string
	Size    int64 // bytes
	ModTime time.Time
	Digest  item.Digest
}

// Part is what was read of a unit. All of it is stored, or none.
type Part struct {
	Items []Item
	Unit  *Unit   // the unit that ends with this part; nil where more of it follows
	File  *File   // the file that ends with this part
	Log   []Entry // what the log says of it
}

// Bytes is what the item weighs in the case, its words apart: at most MaxItem.
func (i *Item) Bytes() int {
	return len(i.Facts) + len(i.Subject) + len(i.From) + len(i.MessageID) + len(i.Date) +
		len(i.Place.Path) + len(i.Place.Parent)
}

// words shares maxWords bytes out among subject, sender, recipients and body,
// in that order; unindexed counts the bytes left over.
func (i *Item) words() (columns [4]string, unindexed int64) {
	room := maxWords
	for n, text := range [4]string{i.Subject, i.From, i.To, i.Text} {
		columns[n] = cut(text, room)
		room -= len(columns[n])
		unindexed += int64(len(text) - len(columns[n]))
	}
	return columns, unindexed
}

// cut returns the first n bytes of text, or up to 3 fewer to keep its last
// character whole.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	whole := n
	for whole > 0 && n-whole < utf8.UTFMax-1 && !utf8.RuneStart(text[whole]) {
		whole--
	}
	return text[:whole]
}
