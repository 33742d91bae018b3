"""The sentences of every diagnostic in English: code, message, hint, and what precedes the hint where a near name is known."""

from __future__ import annotations

from conglang.languages import Wording

MESSAGES = {
    # -- files and environment --
    "unreadable-file": Wording(
        message="This file cannot be read ({reason}).",
        hint="Close the program that has it open, check its permissions, then build again.",
    ),
    "unusable-file-name": Wording(
        message="The file name “{name}” holds a character that cannot be used.",
        hint="Rename the file without backslashes and hidden characters.",
    ),
    "same-name": Wording(
        message=(
            "“{name}” and “{other}” differ only in case or in the way accents are typed, and are one file on other "
            "machines."
        ),
        hint="Rename one of the two.",
    ),
    "symbolic-link": Wording(
        message="This is a link to somewhere else, not a file or folder itself.",
        hint="Put a copy of the real file here instead.",
    ),
    "special-file": Wording(
        message="This is not an ordinary file, so it is not opened.",
        hint="Move it out of the portal's folder.",
    ),
    "file-too-large": Wording(
        message="This text file has more than {limit} MB.",
        hint="Split it into several articles; photos belong in files of their own, not in the text.",
    ),
    "other-encoding": Wording(
        message="This file is saved as {encoding}, not as UTF-8.",
        hint="In Notepad choose File › Save as, set Encoding to UTF-8, and save over the old file.",
    ),
    "not-utf-8": Wording(
        message="This file is not saved as UTF-8: the byte {byte} here cannot be read.",
        hint=(
            "A text typed in an old encoding (TCVN3, VNI) has to be converted to Unicode first. In Notepad choose "
            "File › Save as, set Encoding to UTF-8, and save over the old file."
        ),
    ),
    "control-character": Wording(
        message="There is a control character {character} here, which is no part of a text.",
        hint="Delete it: put the cursor there, remove a few letters around it and type them again.",
    ),
    "new-title-missing": Wording(
        message="The new article has no title.",
        hint='Write the title in quotes: {program} new "Title of the article".',
    ),
    "new-photo-missing": Wording(
        message="The photo “{file}” was not found.",
        hint="Check the path of the photo; the article has not been made.",
    ),
    "new-not-written": Wording(
        message="The new article could not be made: {reason}.",
        hint="Check that this folder can be written to and that the disk is not full, then run it again.",
    ),
    # -- config.toml --
    "toml-syntax": Wording(
        message="This line is not written as it should be.",
        hint=(
            'Every line is name = value, such as title = "News"; the name of a group stands alone in brackets, such '
            "as [site]."
        ),
    ),
    "toml-duplicate": Wording(
        message="This entry already stands further up.",
        hint="Merge the two, or remove one of them.",
    ),
    "toml-value": Wording(
        message="This value is not written as it should be.",
        hint='Text stands in quotes, such as title = "News"; numbers, true and false do not.',
    ),
    "toml-quote-not-closed": Wording(
        message="The quote that opens on this line is not closed.",
        hint='Put a " at the end of the value.',
    ),
    "toml-quotes-inside": Wording(
        message="There is text behind the quote that closes the value.",
        hint='Inside of a value write “…” instead of "…".',
    ),
    "toml-backslash": Wording(
        message="The \\ has a special meaning within quotes, so this value cannot be read.",
        hint="Write / in paths, or put the value in single quotes '…'.",
    ),
    "toml-date": Wording(
        message="There is no such day.",
        hint="Write days as 2025-07-01.",
    ),
    "toml-list-not-closed": Wording(
        message="A list opens with [ and is not closed with ].",
        hint="Put a ] at the end of the list.",
    ),
    "no-config": Wording(
        message="There is no config.toml.",
        hint="Make one with at least [site], title and url, or name the portal's folder with --site.",
    ),
    "empty-config": Wording(
        message="The configuration is empty.",
        hint='It needs at least three lines: [site], title = "Name", url = "https://…".',
    ),
    "unknown-table": Wording(
        message="There is no table “{key}”.",
        hint="Tables are: {known}.",
        near="Did you mean “{near}”?",
    ),
    "unknown-key": Wording(
        message="“{table}” has no key “{key}”.",
        hint="Its keys are: {known}.",
        near="Did you mean “{near}”?",
    ),
    "secret-in-config": Wording(
        message="“{key}” looks like a secret, and this file is no place for one.",
        hint=(
            "Remove the line, change the secret if the file has left this machine, and keep it in an environment "
            "variable."
        ),
    ),
    "missing-setting": Wording(
        message="“{table}” lacks “{key}”.",
        hint='Add a line {key} = "…".',
    ),
    "not-text": Wording(
        message="“{key}” must be text in quotes.",
        hint='Write {key} = "…".',
    ),
    "not-texts": Wording(
        message="“{key}” must be a list of texts, and not an empty one.",
        hint='Write {key} = ["…", "…"].',
    ),
    "not-numbers": Wording(
        message="“{key}” must be a list of whole numbers, and not an empty one.",
        hint="Write {key} = [480, 960, 1600].",
    ),
    "not-a-table": Wording(
        message="“{key}” must be a table.",
        hint="Write [{key}] on a line of its own, and its keys below.",
    ),
    "not-a-list-of-tables": Wording(
        message="Every “{key}” must begin with double brackets.",
        hint="Write [[{key}]] on a line of its own.",
    ),
    "not-true-or-false": Wording(
        message="“{key}” must be true or false.",
        hint="Write {key} = true or {key} = false, without quotes.",
    ),
    "number-out-of-range": Wording(
        message="“{key}” must be a whole number from {least} to {most}.",
        hint="Write it without quotes, such as {key} = {least}.",
    ),
    "bad-url": Wording(
        message="“{value}” is not the address of a website.",
        hint="Write https:// and the host, and a folder if there is one: https://commune.example/news.",
    ),
    "unknown-language": Wording(
        message="There is no language “{value}”.",
        hint="Languages are: {known}.",
    ),
    "unknown-timezone": Wording(
        message="There is no time zone “{value}”.",
        hint="Vietnam's is Asia/Ho_Chi_Minh.",
        near="Did you mean “{near}”?",
    ),
    "bad-slug": Wording(
        message="“{value}” cannot be part of an address.",
        hint="Use only small letters a–z, digits and hyphens.",
        near="You may write “{near}”.",
    ),
    "duplicate-category": Wording(
        message="Another category is “{value}” already.",
        hint="Every category needs a name and a slug of its own.",
    ),
    "unknown-placeholder": Wording(
        message="There is no placeholder “{name}”.",
        hint="Only {{year}}, {{month}}, {{day}} and {{slug}} can be used.",
        near="Did you mean “{near}”?",
    ),
    "bad-permalink": Wording(
        message="The pattern of addresses “{value}” cannot be used.",
        hint="It must begin and end with /, hold {{slug}}, and have plain letters only: /{{year}}/{{month}}/{{slug}}/.",
    ),
    "bad-widths": Wording(
        message="Widths must rise, without repeats, each from 16 to 8000.",
        hint="For example widths = [480, 960, 1600].",
    ),
    "unknown-format": Wording(
        message="There is no photo format “{value}”.",
        hint="Only webp, jpeg and avif can be used.",
        near="Did you mean “{near}”?",
    ),
    "bad-formats": Wording(
        message="The list of photo formats must end with jpeg and have no repeats.",
        hint='Old devices read nothing else, so it comes last: formats = ["webp", "jpeg"].',
    ),
    # -- localities.toml --
    "bad-id": Wording(
        message="“{value}” cannot be an id.",
        hint="Use only small letters a–z, digits and hyphens, such as xa-tho-xuan.",
        near="You may write “{near}”.",
    ),
    "duplicate-id": Wording(
        message="The id “{value}” belongs to another unit already.",
        hint="Ids are never reused: give one of the two units another one.",
    ),
    "unknown-kind": Wording(
        message="There is no kind of unit “{value}”.",
        hint="Kinds are: {known}.",
        near="Did you mean “{near}”?",
    ),
    "code-not-text": Wording(
        message="The code {value} must stand in quotes, or it loses its leading noughts.",
        hint='Write code = "{value}".',
    ),
    "bad-parent": Wording(
        message="The parent is not written as it should be.",
        hint=(
            'Write parent = "thanh-hoa", or parent = [{{ id = "…", to = 2019-12-31 }}, {{ id = "…", from = '
            "2020-01-01 }}]."
        ),
    ),
    "bad-successors": Wording(
        message="The successors are not written as they should be.",
        hint='Write successors = ["xa-a", {{ id = "xa-b", main = true }}].',
    ),
    "several-main-successors": Wording(
        message="There are several main successors: {names}.",
        hint="Only one may say main = true.",
    ),
    "bad-validity": Wording(
        message="The validity is not written as it should be.",
        hint="Write valid = {{ from = 2020-06-01, to = 2025-06-30 }}; either end may be left out.",
    ),
    "period-reversed": Wording(
        message="The first day {start} comes after the last day {to}.",
        hint="Correct one of them; to is the last day.",
    ),
    "bad-day": Wording(
        message="“{value}” is not a day.",
        hint="Write days as 2025-07-01.",
    ),
    "unknown-id": Wording(
        message="The unit “{unit}” names “{value}”, and no unit has this id.",
        hint="Correct the id, or add the unit to content/localities.toml.",
        near="Did you mean “{near}”?",
    ),
    "two-parents": Wording(
        message="The unit “{unit}” belongs to both “{one}” and “{other}” on the same day.",
        hint="Give the former one a to and the later one a from that share no day.",
    ),
    "successors-without-end": Wording(
        message="The unit “{unit}” has successors but no end.",
        hint="Name its last day: valid = {{ to = 2025-06-30 }}.",
    ),
    "successor-not-valid": Wording(
        message="“{successor}” is to succeed “{unit}” but does not exist on {day}.",
        hint="Look at the days of both: a successor must exist on the day after the end.",
    ),
    "cycle-of-parents": Wording(
        message="The parents go in a circle: {chain}.",
        hint="Correct the parent of one of these units.",
    ),
    "cycle-of-successors": Wording(
        message="The successors go in a circle: {chain}.",
        hint="Correct the successors of one of these units; a unit that is set up again needs a new id.",
    ),
    "same-unit": Wording(
        message="“{one}” and “{other}” are of one kind, have the one name “{name}” and one parent on the same day.",
        hint="Remove one if they are the same unit; else look at their days, kinds and parents.",
    ),
    # -- front matter --
    "empty-file": Wording(
        message="This file is empty.",
        hint="Write the article, or delete the file; the name of a note that is no article begins with _.",
    ),
    "no-front-matter": Wording(
        message="The article has no front matter (title, date, author …).",
        hint=(
            "The first line must be three hyphens ---, then come the fields, then another line ---. The name of a "
            "file that is no article begins with _."
        ),
    ),
    "front-matter-not-closed": Wording(
        message="The front matter is not closed.",
        hint="Put a line --- behind the last field, before the text begins.",
    ),
    "front-matter-too-long": Wording(
        message="The front matter is longer than {limit} KB.",
        hint="Most likely the line --- behind the last field is missing.",
    ),
    "too-deep": Wording(
        message="The front matter is nested more than {limit} levels deep.",
        hint="Write it more simply: a line for each field, lists in brackets.",
    ),
    "front-matter-not-fields": Wording(
        message="The front matter is not made of fields.",
        hint="Every line is name: value, such as title: A meeting about the road.",
    ),
    "field-name-not-text": Wording(
        message="This is not the name of a field.",
        hint="Every line is name: value, such as title: A meeting about the road.",
    ),
    "hidden-character": Wording(
        message="The name of this field holds a hidden character {character}.",
        hint="Delete the name and type it again.",
    ),
    "duplicate-field": Wording(
        message="The field “{field}” repeats “{other}” above.",
        hint="Keep one of the two.",
    ),
    "tab-indentation": Wording(
        message="This line is indented with a tab.",
        hint="Use spaces instead.",
    ),
    "quote-not-closed": Wording(
        message="The quote that opens here is not closed.",
        hint="Put a quote at the end of the line, or remove the one at its beginning.",
    ),
    "no-space-after-colon": Wording(
        message="A space is missing after the colon.",
        hint="Write: {line}",
    ),
    "backslash-in-quotes": Wording(
        message="The \\ has a special meaning within quotes, so this value cannot be read.",
        hint="Remove the quotes, or write / instead of \\.",
    ),
    "colon-in-value": Wording(
        message="A value that holds a colon must stand in quotes.",
        hint="Write: {line}",
    ),
    "needs-quotes": Wording(
        message="This value holds a special sign, so it must stand in quotes.",
        hint="Write: {line}",
    ),
    "special-sign": Wording(
        message="The sign {sign} has a special meaning here, and is not allowed.",
        hint="Remove it, or put the value in quotes.",
    ),
    "comment-in-value": Wording(
        message="The part “{text}” from the # on would be lost.",
        hint="Put it in quotes: {line}",
    ),
    "list-not-closed": Wording(
        message="A list opens with [ and is not closed with ].",
        hint="Write [one, two, three]; a text that begins with a bracket must stand in quotes.",
    ),
    "yaml-syntax": Wording(
        message="This line of the front matter is not written as it should be.",
        hint="Every line is name: value; a value with special signs stands in quotes.",
    ),
    "unknown-field": Wording(
        message="There is no field “{field}”.",
        hint="Correct its name, or remove the line.",
        near="Did you mean “{near}”?",
    ),
    "missing-field": Wording(
        message="The field “{field}” ({vietnamese}) is missing.",
        hint="Add a line {field}: … to the front matter.",
    ),
    "empty-field": Wording(
        message="The field “{field}” is empty.",
        hint="Write its value behind the colon.",
    ),
    "field-not-text": Wording(
        message="The value of “{field}” must be plain text.",
        hint="If it begins with a bracket or a brace, put it in quotes.",
    ),
    "not-a-date": Wording(
        message="“{value}” is not a date.",
        hint="Write 2024-03-21, 2024-03-21 14:30, 21/3/2024, 21/3/2024 14:30 or 2024-03-21T14:30:00+07:00.",
    ),
    "no-such-day": Wording(
        message="There is no day “{value}”.",
        hint=(
            "Write 2024-03-21, 2024-03-21 14:30, 21/3/2024 14:30 (the day before the month) or "
            "2024-03-21T14:30:00+07:00."
        ),
    ),
    "no-such-time": Wording(
        message="There is no such time as in “{value}”.",
        hint="Write 2024-03-21 14:30, 21/3/2024 14:30 or 2024-03-21T14:30:00+07:00, with a time from 00:00 to 23:59.",
    ),
    "year-out-of-range": Wording(
        message="The year in “{value}” must have four digits, from 1900 to 2200.",
        hint="Write 2024-03-21, 2024-03-21 14:30, 21/3/2024 14:30 or 2024-03-21T14:30:00+07:00.",
    ),
    "not-yes-or-no": Wording(
        message="“{field}” takes yes or no, not “{value}”.",
        hint="Write {field}: true or {field}: false.",
    ),
    "bad-alias": Wording(
        message="“{value}” cannot be an old address.",
        hint="Write what follows the host, beginning with /, without ? and .., such as /news/1.html.",
        near="You may write “{near}”.",
    ),
    "no-slug": Wording(
        message="No address can be made from the name “{name}”.",
        hint="Rename the folder or the file, or add a line slug: name-of-the-article.",
    ),
    "title-too-long": Wording(
        message="The title has {length} characters; the limit is {limit}.",
        hint="Shorten it, and put the rest into the summary.",
    ),
    "author-without-name": Wording(
        message="“{value}” names neither a person nor an organisation.",
        hint="Write the author's name, such as author: Lê Thơ.",
    ),
    "comma-in-author": Wording(
        message="“{value}” is taken for the name of one person.",
        hint="If these are several people, write a list: author: {list}",
    ),
    "tags-not-a-list": Wording(
        message="Tags must be a list.",
        hint="Write: tags: {list}",
    ),
    "tag-without-letters": Wording(
        message="The tag “{value}” has no letter or digit.",
        hint="Remove it, or write it in letters.",
    ),
    "tag-too-long": Wording(
        message="The tag has {length} characters; the limit is {limit}.",
        hint="A tag is a few words; put sentences into the summary.",
    ),
    "caption-without-photo": Wording(
        message="There is a “{field}” but no “photo”, so it is shown nowhere.",
        hint="Add a line photo: name.jpg, or write the caption where the photo stands in the text.",
    ),
    "unknown-status": Wording(
        message="There is no status “{value}”.",
        hint="Use draft, review or approved.",
        near="Did you mean “{near}”?",
    ),
    "corrections-not-a-list": Wording(
        message="The corrections are not written as they should be.",
        hint=(
            "Each begins with a hyphen: - date: 2024-03-21, and on the next line, two spaces in, text: what was wrong."
        ),
    ),
    "correction-without-text": Wording(
        message="This correction has no text.",
        hint="Add text: … that says what was corrected.",
    ),
    "correction-without-date": Wording(
        message="This correction has no date.",
        hint="Add date: 2024-03-21.",
    ),
    "withdrawn-without-reason": Wording(
        message="A withdrawal needs a reason.",
        hint=(
            "Write it as text, for readers will see it: withdrawn: The information was wrong. To keep the article, "
            "remove the line."
        ),
    ),
    # -- body --
    "dead-fragment": Wording(
        message="This article has no section “{fragment}” for the link to lead to.",
        hint="Check what stands after the #: the heading without accents, joined by hyphens.",
    ),
    "local-link": Wording(
        message="The address “{target}” exists only on the writer's own computer.",
        hint="Copy the file into the article's folder and write its name alone, as in `(report.pdf)`.",
    ),
    "empty-link": Wording(
        message="This link has no address.",
        hint="Write the address between the parentheses, or take the brackets away.",
    ),
    "removed-html": Wording(
        message="The tag <{tag}> is not allowed in an article and was left out.",
        hint="Delete it; to lead to a video or a form, write a link.",
    ),
    "pasted-lines": Wording(
        message="These lines look like paragraphs pasted from a word processor; without empty lines they become one paragraph.",
        hint="Leave an empty line between paragraphs.",
    ),
    "too-many-brackets": Wording(
        message="More than {most} brackets or marks stay open here.",
        hint="Delete what was pasted by mistake, or divide it with empty lines.",
    ),
    "nested-too-deep": Wording(
        message="Lists or quotes are nested more than {most} levels deep here.",
        hint="Use fewer levels, or delete what was pasted by mistake.",
    ),
    "too-many-blocks": Wording(
        message="The text has more than {most} paragraphs or empty lines.",
        hint="Delete superfluous empty lines, or make several articles of it.",
    ),
    "markdown-failed": Wording(
        message="The text of this article cannot be read ({reason}).",
        hint="Take parts of it out to find the one that fails; other articles are not affected.",
    ),
    # -- photos --
    "photo-without-caption": Wording(
        message="This photo has no caption.",
        hint="Write the caption in the square brackets, `![Caption](photo.jpg)`, or in parentheses on the line below the photo.",
    ),
    "photo-holds-caption": Wording(
        message="The article has no caption for this photo, and the file itself says: “{caption}”.",
        hint="If that is right, copy it between the square brackets: ![{caption}](…).",
    ),
    "photo-holds-credit": Wording(
        message="The article gives no credit for this photo, and the file itself says: “{credit}”.",
        hint='If that is right, write it behind the name of the file, in quotes: (photo.jpg "Photo: {credit}").',
    ),
    "lead-photo-holds-caption": Wording(
        message="The article has no caption for its lead photo, and the file itself says: “{caption}”.",
        hint='If that is right, add to the front matter the line photo_caption: "{caption}".',
    ),
    "lead-photo-holds-credit": Wording(
        message="The article gives no credit for its lead photo, and the file itself says: “{credit}”.",
        hint='If that is right, add to the front matter the line photo_credit: "{credit}".',
    ),
    "remote-photo": Wording(
        message="This photo is on another site; photos are not fetched from elsewhere.",
        hint="Save the photo in the article's folder and write its file name.",
    ),
    "photo-without-file": Wording(
        message="This photo has no file name.",
        hint="Write the name of the photo's file between the parentheses.",
    ),
    "photo-missing": Wording(
        message="The photo “{target}” was not found.",
        hint="Copy the photo into the folder {folder}, or correct the name of the file.",
        near="Did you mean “{near}”?",
    ),
    "photo-empty": Wording(
        message="The photo file is empty: it has no content at all.",
        hint="It was probably not copied to the end. Copy it again from the phone or the camera.",
    ),
    "photo-unreadable": Wording(
        message="This file is named like a photo, but it cannot be read as one.",
        hint="It is damaged, or something else that was renamed. Open it in a photo viewer and save it as JPEG.",
    ),
    "photo-truncated": Wording(
        message="The photo is cut off: a part of it is missing.",
        hint="It was probably not copied or downloaded to the end. Copy it again from where it came from.",
    ),
    "photo-too-large": Wording(
        message="The photo has more than {limit} million pixels, or a side that is far too long.",
        hint="Make it smaller in a photo program; 4000 pixels across are plenty.",
    ),
    "photo-too-heavy": Wording(
        message="The photo file is larger than {limit} MB.",
        hint="Export the photo as JPEG; if it is a video, it cannot stand here.",
    ),
    "photo-format": Wording(
        message="The format of this photo is not accepted: {format}.",
        hint="Save it as JPEG, PNG or WebP and name that file here.",
    ),
    "photo-not-opened": Wording(
        message="The photo file could not be read ({reason}).",
        hint="See whether it is still there, may be read, and is not held by another program.",
    ),
    "photo-changed": Wording(
        message="The photo was changed while the portal was being built.",
        hint="Build once more when it has been saved.",
    ),
    "photo-being-copied": Wording(
        message="This photo seems to be on its way still: it is incomplete, and its file has only just changed.",
        hint="Wait until it is copied, then build again.",
    ),
    "photo-profile": Wording(
        message="The colour profile of this photo is broken, so its colours are taken as usual screen colours (sRGB).",
        hint="If they look wrong, open the photo in a photo program and save it with the profile sRGB.",
    ),
    "animated-photo": Wording(
        message="This photo is animated; only its first picture is shown.",
        hint="If the movement matters, publish it as a video.",
    ),
    "heic-without-extra": Wording(
        message="This is an iPhone photo (HEIC), and what reads such photos is not installed.",
        hint="Run “{program} --yes”, which installs it (where you manage the packages yourself: "
        "“pip install pillow-heif”), or export the photo as JPEG.",
    ),
    "heic-decoder-old": Wording(
        message="The decoder of HEIC photos on this machine is an old one with security holes, so it is not used.",
        hint="Update it: “pip install --upgrade pillow-heif” (libheif {wanted} or newer is needed).",
    ),
    "photo-not-made": Wording(
        message="The photo could not be written in the format {format} ({reason}).",
        hint="Take that format out of “formats” under [photos] in config.toml, or save the photo anew.",
    ),
    "photo-not-clean": Wording(
        message="After the photo was converted to {format}, data that do not belong to the picture were left: {found}.",
        hint="It is not published, because such data may tell where and by whom it was taken. "
        "Save the photo anew in a photo program; if that does not help, report it as a fault of this tool.",
    ),
    "photo-not-kept": Wording(
        message="The converted photo could not be stored in the cache ({reason}).",
        hint="See whether the disk is full and the folder may be written to.",
    ),
    # -- portal --
    "unknown-category": Wording(
        message="“{name}” is not a category of this portal.",
        hint="The categories of config.toml are: {known}.",
        near="Did you mean “{near}”?",
    ),
    "unknown-locality": Wording(
        message="“{name}” is not a locality of this portal.",
        hint="Localities are listed in content/localities.toml.",
        near="Did you mean “{near}”?",
    ),
    "ambiguous-locality": Wording(
        message="“{name}” may mean several localities.",
        hint="Write the name with its kind, or the id of one of these: {candidates}.",
    ),
    "locality-other-time": Wording(
        message="“{name}” did not exist on the day of the article.",
        hint="It is taken for {unit}. If that is right, write its id; if not, look at the date and the name again.",
    ),
    "unknown-locality-text": Wording(
        message="No locality has the id “{name}” that this text is for.",
        hint="The file must be named after the id of a locality in content/localities.toml.",
        near="Did you mean “{near}”?",
    ),
    "broken-link": Wording(
        message="The link “{target}” leads to no file.",
        hint="The folder {folder} has no such file; a path starts from the folder of the article.",
        near="Did you mean “{near}”?",
    ),
    "unpublished-kind": Wording(
        message="“{target}” is a kind of file that is not published with an article.",
        hint="Use PDF, Word, Excel, PowerPoint, audio (MP3), video (MP4) or a ZIP archive.",
    ),
    "link-to-withheld": Wording(
        message="“{target}” leads to an article that is not published yet or has expired; it stays plain text for now.",
        hint="It becomes a link by itself when that article is published.",
    ),
    "unknown-fragment": Wording(
        message="“{target}” has no section “{fragment}”; the link leads to its top.",
        hint="Check what stands after the #: the heading without accents, joined by hyphens.",
    ),
    "unknown-address": Wording(
        message="No page of this portal answers at “{target}”.",
        hint="Check the address, or link to the file of the article, as in ../other-article/index.md.",
        near="Did you mean “{near}”?",
    ),
    "address-taken": Wording(
        message="The address {address} already belongs to {other}.",
        hint="Give one of the two another slug, or remove the old address (aliases) that is taken.",
    ),
    "logo-missing": Wording(
        message="There is no logo file “{name}” in the folder assets.",
        hint="Write the path from the folder assets, as in img/logo.svg.",
        near="Did you mean “{near}”?",
    ),
    "logo-unreadable": Wording(
        message="The logo “{name}” cannot be read as a picture, so the icons of the portal cannot be drawn.",
        hint="Export the logo again as PNG, JPEG, WebP or SVG, then build again.",
    ),
    "attachment-missing": Wording(
        message="The attached file “{target}” was not found.",
        hint="Copy the file into the folder {folder}, or correct its name in the link.",
        near="Did you mean “{near}”?",
    ),
    # -- localities in articles, and init --
    "place-unknown": Wording(
        message="“{name}” is not in the gazetteer (places that name it: {count}).",
        hint="Check the spelling; if it is right and the place should have a page, add it to content/localities.toml.",
        near="Did you mean “{near}”?",
    ),
    "place-ambiguous": Wording(
        message="“{name}” may be several localities on the day of the article.",
        hint="Name the unit above it right behind it, or give its id as the locality of the article. Places of this name: {candidates}.",
    ),
    "place-out-of-date": Wording(
        message="“{name}” did not exist yet, or no more, on the day of the article ({day}).",
        hint="The gazetteer has: {units}. If the name is meant, write “(cũ)” right behind it.",
    ),
    "unknown-province": Wording(
        message="There is no province or city “{name}”.",
        hint='Give its code or name, such as --province 38 or --province "Thanh Hóa".',
        near="Did you mean “{near}”?",
    ),
    "unknown-district": Wording(
        message="There is no former district or town “{name}” there.",
        hint="Give the code or name of a unit of district level before 1 July 2025, such as --district 407.",
        near="Did you mean “{near}”?",
    ),
    "ambiguous-district": Wording(
        message="“{name}” is the name of several former districts.",
        hint="Give the code of one of them: {candidates}.",
    ),
    "nothing-chosen": Wording(
        message="It is not said what the gazetteer is to cover.",
        hint="Give a province, or a former district as well: {program} localities init --province 38 --district 407.",
    ),
    "gazetteer-exists": Wording(
        message="There is a gazetteer already, and it is not overwritten.",
        hint="Keep it under another name, or run this again with --yes to replace it.",
    ),
    "register-missing": Wording(
        message="The data of administrative units that a gazetteer is made from is not installed.",
        hint="Install it, then run this again: {command}.",
    ),
    "register-not-installed": Wording(
        message="The data of administrative units could not be installed ({reason}).",
        hint="Check the network and run this again, or install it by hand: {command}.",
    ),
    "register-unreadable": Wording(
        message="The data of administrative units of the package {package} cannot be read ({reason}).",
        hint="Install the right version again: {command}.",
    ),
    # -- templates --
    "unknown-template": Wording(
        message="The theme has no template named “{name}”, so this file has no effect.",
        hint="Give it the name of the template that it is to replace, or begin its name with _ to keep it as your own.",
        near="Did you mean “{near}”?",
    ),
    "template-missing": Wording(
        message="There is no template “{name}”.",
        hint="The portal's own templates stand in templates/; their names are case-sensitive.",
    ),
    "template-syntax": Wording(
        message="The template has a syntax error: {reason}.",
        hint="Mend this line; every {{% … %}} that opens something needs its end.",
    ),
    "template-filter": Wording(
        message="The template uses the filter “{name}”, which does not exist.",
        hint="Templates can use only the filters that the program offers.",
        near="Did you mean “{near}”?",
    ),
    "template-undefined": Wording(
        message="The template uses the name “{name}”, but there is no such value here.",
        hint="Templates see site, page and body, and nothing else.",
        near="Did you mean “{near}”?",
    ),
    "template-forbidden": Wording(
        message="The template does something that is not allowed: {reason}",
        hint="Templates may only read the values of site, page and body, and call or change nothing else.",
    ),
    "template-failed": Wording(
        message="The page cannot be made because of a mistake in the template: {reason}",
        hint="Look at this line: the value may be of another kind than the operation or filter needs.",
    ),
    "template-encoding": Wording(
        message="The template is not saved as UTF-8.",
        hint="Save the file again in the encoding UTF-8.",
    ),
    "template-loop": Wording(
        message="Templates lead back to themselves: {chain}.",
        hint="Take out one extends, include, import or part of this circle.",
    ),
    "dynamic-include": Wording(
        message="The name of a template is known here only while a page is being made.",
        hint='Write the template\'s name itself in quotes, such as {{% include "parts/card.html" %}}.',
    ),
    # -- output --
    "cannot-write": Wording(
        message="This could not be written ({reason}).",
        hint="Check the free space of the disk and whether the folder may be written; the next run finishes the work.",
    ),
    "output-not-ours": Wording(
        message="This folder holds files that Cổng Làng did not make, so nothing was written into it.",
        hint="Choose another, empty folder with --output, or move those files away.",
    ),
    "output-misplaced": Wording(
        message="The output cannot go here: this folder holds the portal or lies within its content.",
        hint="Choose a folder of its own, as in --output output.",
    ),
    "output-occupied": Wording(
        message="A file or folder that Cổng Làng did not make stands where this file has to go.",
        hint="Move or rename it and build again; Cổng Làng does not write over what others made.",
    ),
    "cache-not-ours": Wording(
        message="This is not a cache folder of Cổng Làng, so nothing was written into it.",
        hint="Choose a folder that is empty or does not exist yet with --cache.",
    ),
    "cache-misplaced": Wording(
        message="The cache cannot go here: it has to lie outside the output and apart from the portal's own files.",
        hint="Choose a folder of its own, as in --cache .cache.",
    ),
    "cache-discarded": Wording(
        message="The cache was damaged or of another version and was thrown away.",
        hint="This build takes a little longer; its result is the same.",
    ),
}
