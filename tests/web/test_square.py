"""The squares that a telephone reads."""

from commission.web.pages.square import square


def test_a_square_is_read_by_a_poor_camera_on_light_paper_and_is_as_wide_as_its_page_says(shared_site):
    """At the second of the four levels of correction, where the first would do with a smaller square."""
    with shared_site.app.test_request_context("/"):
        drawn = square("x" * 100)
    assert drawn.startswith('<svg viewBox="0 0 49 49" class="square"><title>Un carré à lire avec un téléphone</title>'
                            '<path fill="#fff" ')
