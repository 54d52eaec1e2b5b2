package paper

// What a forger can leave in a file. The first three show handling alone, and
// only to who knows when and by whom the file was sent.
const (
	ModifiedLater      = "modified-later"        // the file says that it was changed when he worked
	ForeignEditor      = "foreign-editor"        // it names him
	CreatedLater       = "created-later"         // it says that it was made when he worked
	ApplicationYounger = "application-younger"   // it names a version that was not out at the date it claims
	FontYounger        = "font-younger"          // it uses a font that was not out at the date it claims
	ZipRewritten       = "zip-rewritten"         // another programme packed it than the one it names
	XMPInfoDiffer      = "xmp-info-differ"       // the two places where a PDF tells of itself disagree
	LayoutOfOther      = "layout-of-other-maker" // a PDF is built as the maker that it names does not build
	StatisticsStale    = "statistics-stale"      // the numbers of words and letters are those of the former text
	IdentifiersDiffer  = "identifiers-differ"    // a PDF says that it was never saved again, and its identifiers say it was
	UpdateUndated      = "update-undated"        // a PDF was added to, and says that it was not modified since
	TablesOfOther      = "tables-of-other-maker" // a picture is compressed as another programme does than what it names
	IncrementalUpdate  = "incremental-update"    // the former state stands in the file
	TwoSubsets         = "two-fonts-subset"      // one font is embedded in two subsets, of which one serves the change
	ThumbnailStale     = "thumbnail-stale"       // the small copy shows what was
	EditorNamed        = "editor-named"          // a picture names the programme that it was altered with
	JFIFBeforeExif     = "jfif-before-exif"      // a picture begins as an editor writes it, not the device that it names
)
