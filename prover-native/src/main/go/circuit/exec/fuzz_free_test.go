// SPDX-License-Identifier: Apache-2.0

package exec

import (
	"regexp"
	"strings"
)

// freeColumns may have several values in one and the same proof of one and the same outcome. Besides, all columns are free in a row
// that is not in use.
var freeColumns = []struct {
	path *regexp.Regexp
	why  string
	when func(f *fuzzer, c fuzzed) bool // as the honest assignment has it; nil: always
}{
	{regexp.MustCompile(`Inverse$`), "an inverse of what is zero", (*fuzzer).isZero},
	{regexp.MustCompile(`^Rows\[\d+\]\.`), "an operand or result that the instruction does not have", (*fuzzer).notInRow},
	{regexp.MustCompile(`^Rom\.Bytes`), "a byte behind all strings", nil},
	{regexp.MustCompile(`^Rom\.Zeros?\[`), "a bit that may be set and need not", nil},
	{regexp.MustCompile(`^Others\.Rest`), "a bit that may be set and need not", nil},
	{regexp.MustCompile(`\.Callable$`), "a bit that may be set and need not: nobody calls the account", nil},
	{regexp.MustCompile(`(Base|Position)$`), "where an empty string stands", nil},
	{regexp.MustCompile(`Undo\.`), "of an undoing that there is not", (*fuzzer).notUndone},
	{regexp.MustCompile(`AboveTop$`), "of a row with none before it", nil},
	{regexp.MustCompile(`^Balances\[\d+\]\.(Address|Code)`), "of another account than the own", nil},
	{regexp.MustCompile(`\.Transfer\.`), "of a value that is zero", (*fuzzer).notMoved},
	{regexp.MustCompile(`^Logs\[\d+\]\[\d+\]\.Topic\[`), "a topic that the log does not have", nil},
	{regexp.MustCompile(`^(Frames\[\d+\]\.(Off|Len)|.*(Off|Len)|Copies\[\d+\]\.(Base|From|Zeros|DataLen).*)$`), "an offset of no bytes", nil},
	{regexp.MustCompile(`^Copies\[\d+\]\.(Returned|DataLen|Zeros)`), "of another kind of copy", nil},
	{regexp.MustCompile(`^Precompiles\[\d+\]\.(Zeros|Input\[)`), "of the other precompile", nil},
	{regexp.MustCompile(`^Precompiles\[\d+\]\.Output\[`), "of no recovery", nil},
	{regexp.MustCompile(`^CodeSizes\[\d+\]\.(Prefix|Bytes|Code)`), "of the target, or not of it", nil},
	{regexp.MustCompile(`^(Harm|Expected)\.Seen`), "of a condition that there is not", (*fuzzer).notAsked},
	{regexp.MustCompile(`^Outputs\[\d+\]\.Whole`), "of what is no checker's answer", (*fuzzer).notOfChecker},
	{regexp.MustCompile(`^Halts\[\d+\]\.(A|B|Landing|Length|Returned)`), "what another reason needs", (*fuzzer).notOfReason},
	{regexp.MustCompile(`^Accounts\[\d+\]\.Time`), "no", func(*fuzzer, fuzzed) bool { return false }},
}

// mayStandAnywhere are parts whose rows have no order.
var mayStandAnywhere = regexp.MustCompile(`^(Pushes|Drains|Frames|Calls|Refused|Precompiles|Payments|Bytes|Loads|Stores|Store8s|DataLoads|Hashes|Copies|CodeBytes|ReturnSizes|Modulars|Counters|StorageReads|StorageWrites|Balances|CodeSizes|Outputs|Halts)\[`)

// unexplained names a changed column that is not known to be free.
func (f *fuzzer) unexplained(way string, with changes) string {
	for _, c := range f.pathsOf(with) {
		if !f.isFree(c) && !(rowWise[way] && mayStandAnywhere.MatchString(c.path)) {
			return c.path
		}
	}
	return ""
}

// rowWise are the ways that move whole rows: where rows have no order, they may stand in another, and what is a fact may be there
// twice.
var rowWise = map[string]bool{"two rows swapped": true, "a row repeated": true, "a row taken away": true}

func (f *fuzzer) isFree(c fuzzed) bool {
	if !f.inUse(c.part) {
		return true
	}
	for _, free := range freeColumns {
		if free.path.MatchString(c.path) && (free.when == nil || free.when(f, c)) {
			return true
		}
	}
	return false
}

// inUse tells whether a row is active.
func (f *fuzzer) inUse(part string) bool {
	for _, c := range f.parts[part] {
		if c.path == part+".Active" || c.path == part+".Site.Active" {
			return toInt(*c.value) != 0
		}
	}
	return true
}

func (f *fuzzer) isZero(c fuzzed) bool { return toInt(*c.value) == 0 }

// notAsked tells whether an observation is one of no condition.
func (f *fuzzer) notAsked(c fuzzed) bool {
	list := c.path[:strings.Index(c.path, ".")]
	index := indexOf.FindAllString(c.path, -1)
	return f.at(list+".Conditions"+index[len(index)-1]+".Active") == 0
}

func (f *fuzzer) notOfChecker(c fuzzed) bool { return f.at(c.part+".OfChecker") == 0 }

// at finds a column beside another.
func (f *fuzzer) at(path string) int64 {
	for _, c := range f.columns {
		if c.path == path {
			return toInt(*c.value)
		}
	}
	return -1
}

func (f *fuzzer) notUndone(c fuzzed) bool {
	return f.at(c.path[:strings.LastIndex(c.path, "Undo.")]+"Undo.Needed") == 0
}

func (f *fuzzer) notMoved(c fuzzed) bool {
	if strings.HasPrefix(c.path, "Calls") {
		return f.at(c.part+".Transfers") == 0
	}
	return f.at(c.part+".Transfers") == 0
}

// notOfReason tells whether the reason of a halt leaves a column alone.
func (f *fuzzer) notOfReason(c fuzzed) bool {
	given := func(name string) bool { return f.at(c.part+".Given."+name) == 1 }
	jumps := given("Lands") || given("Leaves")
	switch name := c.path[len(c.part)+1:]; {
	case strings.HasPrefix(name, "A."):
		return !jumps && !given("Exceeds")
	case strings.HasPrefix(name, "B."):
		return !given("NonZero") && !given("Exceeds")
	case strings.HasPrefix(name, "Landing."):
		return !given("Lands")
	case name == "Length":
		return !given("Leaves")
	}
	return !given("Exceeds")
}

// notInRow tells whether the instruction of a row leaves a column alone.
func (f *fuzzer) notInRow(c fuzzed) bool {
	flag := func(i int) bool { return toInt(*f.parts[c.part][f.flagColumn(c.part, i)].value) == 1 }
	name := c.path[len(c.part)+1:]
	facts := flag(flagPure)
	switch {
	case name == "Prefix":
		return !flag(flagReal)
	case name == "TimeA":
		return !flag(flagPop1)
	case name == "TimeB":
		return !flag(flagPop2)
	case strings.HasPrefix(name, "A."):
		return !flag(flagPop1) && !facts
	case strings.HasPrefix(name, "B."):
		return !flag(flagPop2) && !facts
	case strings.HasPrefix(name, "O."):
		return !flag(flagPush) && !flag(flagWide)
	}
	return name == "Inverse"
}

func (f *fuzzer) flagColumn(part string, i int) int {
	for at, c := range f.parts[part] {
		if strings.HasSuffix(c.path, ".Flags[0]") {
			return at + i
		}
	}
	return 0
}
