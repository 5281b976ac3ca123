"""The line of the statements that an account belongs to."""

FINANCING = "account.account_tag_financing"


def tag(name):
    """Return the external id of a tag of this addon."""
    return f"bakery_l10n_id.account_tag_{name}"


# Where the type of the account does not say it.
ACCOUNT_TAGS = {
    tag("inventory"): [
        "l10n_id_11300180",
        "bakery_11300010",
        "bakery_11300020",
        "bakery_11300030",
        "bakery_11300040",
        "bakery_11300050",
    ],
    tag("tax"): [
        "l10n_id_11210012",
        "l10n_id_11210013",
        "l10n_id_11210014",
        "l10n_id_11210030",
        "l10n_id_11510010",
        "l10n_id_11510020",
        "l10n_id_11510030",
        "l10n_id_11510040",
        "l10n_id_21100011",
        "l10n_id_21100012",
        "l10n_id_21100014",
        "l10n_id_21210010",
        "l10n_id_21210020",
        "l10n_id_21210030",
        "l10n_id_21210040",
        "l10n_id_21210050",
        "l10n_id_21210060",
        "l10n_id_21221010",
        "bakery_21210070",
        "bakery_21230010",
    ],
    tag("accumulated_depreciation"): [
        "l10n_id_12281010",
        "l10n_id_12281020",
        "l10n_id_12281030",
        "bakery_12281040",
    ],
    tag("accrued"): [f"l10n_id_251100{number}0" for number in range(1, 10)]
    + ["l10n_id_25110100", "l10n_id_25110110"],
    tag("customer_advance"): [
        "l10n_id_28110010",
        "l10n_id_28110020",
        "l10n_id_28110030",
        "bakery_28110040",
    ],
    FINANCING: [
        "l10n_id_21100020",
        "l10n_id_22110010",
        "l10n_id_22110020",
    ],
    tag("drawings"): ["l10n_id_31100040"],
    tag("retained_earnings"): ["l10n_id_31510010", "l10n_id_31510020"],
    tag("sales_return"): ["l10n_id_42000060"],
    tag("sales_discount"): ["l10n_id_42000070", "bakery_42000071"],
    tag("selling"): [
        "bakery_63120010",
        "bakery_65110021",
        "l10n_id_65110090",
        "l10n_id_66110010",
        "l10n_id_66110020",
        "l10n_id_66110030",
    ],
    tag("employees"): [
        "l10n_id_21100013",
        "l10n_id_21100040",
        "l10n_id_61100010",
        "l10n_id_61100020",
        "l10n_id_61100030",
        "l10n_id_61100100",
        "bakery_21300010",
        "bakery_61100040",
    ],
    tag("finance_cost"): ["l10n_id_91100010"],
    tag("income_tax"): [
        "l10n_id_65110070",
        "l10n_id_61100110",
        "l10n_id_61100120",
        "bakery_61100130",
    ],
}

# Money that has left one pocket and not reached the other: Odoo makes these accounts
# for every chart, and gives them no name in it.
IN_TRANSIT = [
    "account_journal_payment_debit_account_id",
    "account_journal_payment_credit_account_id",
    "transfer_account_id",
]
