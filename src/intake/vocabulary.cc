#include "intake/vocabulary.h"

#include <array>

namespace baton::intake {
namespace {

using enum Target;

// English, then German, French, Spanish where the exports are localised.
constexpr std::array kFieldWords = {
    FieldWords{person, Field::id, "id userid ownerid personid employeeid recordid hsobjectid"},
    FieldWords{person, Field::name,
               "name fullname salesagent ownername person personname employee rep salesrep"},
    FieldWords{person, Field::first_name, "firstname vorname prenom"},
    FieldWords{person, Field::last_name, "lastname surname nachname nom apellidos"},
    FieldWords{person, Field::email, "email emailaddress mail emailadresse correo"},
    FieldWords{person, Field::title, "title jobtitle position"},
    FieldWords{person, Field::role, "role userrole batonrole"},
    FieldWords{person, Field::manager_id, "managerid"},
    FieldWords{person, Field::manager_name, "manager managername reportsto vorgesetzter"},
    FieldWords{person, Field::territory, "territory region regionaloffice salesterritory office"},
    FieldWords{person, Field::language, "language languages languagelocalekey"},
    FieldWords{person, Field::capacity_hours,
               "hoursaweek hoursperweek capacityhours hours capacity stundenprowoche capacityminutes"},
    FieldWords{person, Field::is_active, "isactive active"},
    FieldWords{person, Field::is_deleted, "isdeleted fivetrandeleted deletedat"},

    FieldWords{product, Field::id, "id productid product2id recordid hsobjectid"},
    FieldWords{product, Field::name, "product productname name produkt"},
    FieldWords{product, Field::series, "series family productfamily category productline"},
    FieldWords{product, Field::price, "salesprice price unitprice listprice preis priceminor"},
    FieldWords{product, Field::currency, "currency currencyisocode"},
    FieldWords{product, Field::is_deleted, "isdeleted fivetrandeleted"},

    FieldWords{
        account, Field::id,
        "id accountid recordid companyid customerid organizationid organisationid clientid hsobjectid"},
    FieldWords{
        account, Field::name,
        "name accountname companyname company account customer customername organization organizationname "
        "organisation client clientname store storename reseller resellername firma firmenname unternehmen "
        "unternehmensname kunde kundenname entreprise nomdelentreprise empresa nombredelaempresa"},
    FieldWords{account, Field::owner_id, "ownerid hubspotownerid accountownerid"},
    FieldWords{account, Field::owner_name,
               "accountowner companyowner owner ownername salesrep salesperson salesagent accountmanager "
               "responsible "
               "zustandigemitarbeiter zustandigfurunternehmen zustandigefurunternehmen unternehmensinhaber "
               "proprietairedelentreprise "
               "propietariodelaempresa"},
    FieldWords{account, Field::owner_email, "owneremail assignedtoemail accountowneremail"},
    FieldWords{account, Field::industry, "industry sector branche industrie secteur sectordeactividad"},
    FieldWords{account, Field::segment,
               "segment customersegment classification type businesstype accounttype"},
    FieldWords{account, Field::territory,
               "territory salesterritory region billingstate billingstateprovince state"},
    FieldWords{account, Field::city, "city billingcity ort stadt ville ciudad"},
    FieldWords{account, Field::country, "country billingcountry countryregion officelocation land pays pais"},
    FieldWords{account, Field::language, "language sprache langue"},
    FieldWords{account, Field::phone,
               "phone phonenumber mainphone telephone customerphone telefon telefonnummer"},
    FieldWords{account, Field::website, "website companydomainname domain url webseite siteweb"},
    FieldWords{account, Field::revenue,
               "annualrevenue revenue annualsales turnover revenueayear jahresumsatz umsatz revenueminor "
               "chiffredaffaires "
               "ingresosanuales"},
    FieldWords{account, Field::currency, "currency currencyisocode accountcurrency"},
    FieldWords{account, Field::load_hours, "hoursaweek loadhours loadhoursaweek loadminutes"},
    FieldWords{account, Field::renewal_on, "renewal renewalon renewaldate contractenddate contractend"},
    FieldWords{account, Field::contact_name,
               "contact contactname maincontact primarycontact ansprechpartner"},
    FieldWords{account, Field::contact_email, "contactemail customeremail email emailaddress"},
    FieldWords{account, Field::is_deleted, "isdeleted fivetrandeleted"},

    FieldWords{contact, Field::id, "id contactid recordid personid hsobjectid"},
    FieldWords{contact, Field::name, "name fullname contactname contact person"},
    FieldWords{contact, Field::first_name, "firstname vorname prenom nombre"},
    FieldWords{contact, Field::last_name, "lastname surname nachname nom apellidos"},
    FieldWords{contact, Field::email, "email emailaddress contactemail mail emailadresse correo emailwork"},
    FieldWords{
        contact, Field::phone,
        "phone phonenumber businessphone telephone mobilephone mobile phonework telefon telefonnummer"},
    FieldWords{contact, Field::title, "title jobtitle position funktion intituledeposte"},
    FieldWords{contact, Field::language, "language languagec preferredlanguage sprache"},
    FieldWords{
        contact, Field::account_id,
        "accountid companyid associatedcompanyid primaryassociatedcompanyid organizationid customerid"},
    FieldWords{
        contact, Field::account_name,
        "accountname account company companyname associatedcompany primaryassociatedcompany organization "
        "organisation firma unternehmen unternehmensname entreprise empresa"},
    FieldWords{contact, Field::is_deleted, "isdeleted fivetrandeleted"},

    FieldWords{opportunity, Field::id, "id opportunityid dealid recordid hsobjectid"},
    FieldWords{opportunity, Field::name,
               "name opportunityname dealname dealtitle deal title opportunity nomdelatransaction "
               "nombredelnegocio"},
    FieldWords{
        opportunity, Field::account_id,
        "accountid companyid associatedcompanyid primaryassociatedcompanyid organizationid customerid"},
    FieldWords{
        opportunity, Field::account_name,
        "account accountname company companyname associatedcompany primaryassociatedcompany "
        "associatedcompanyprimary organization organisation customer customername client firma unternehmen "
        "zugeordnetesunternehmen entreprise empresa"},
    FieldWords{opportunity, Field::owner_id, "ownerid hubspotownerid dealownerid"},
    FieldWords{opportunity, Field::owner_name,
               "opportunityowner dealowner salesagent owner ownername salesrep salesperson rep "
               "zustandigfurdeal dealinhaber proprietairedelatransaction propietariodelnegocio"},
    FieldWords{opportunity, Field::owner_email, "owneremail assignedtoemail dealowneremail"},
    FieldWords{
        opportunity, Field::stage,
        "stagename dealstage stage dealpipelinestageid salesstage dealphase phase etapedelatransaction "
        "etapadelnegocio status"},
    FieldWords{opportunity, Field::is_won, "iswon won isclosedwon closedwon outcome status"},
    FieldWords{opportunity, Field::is_closed, "isclosed closed"},
    FieldWords{opportunity, Field::amount,
               "amount dealamount value dealvalue closevalue amountincompanycurrency amountminor betrag wert "
               "montant importe"},
    FieldWords{opportunity, Field::currency, "currency currencyisocode currencyofvalue dealcurrency"},
    FieldWords{
        opportunity, Field::opened_on,
        "createddate createdate created createdon engagedate opened openedon dealcreated dealcreatedon "
        "addtime erstelltam erstellungsdatum datedecreation fechadecreacion"},
    FieldWords{opportunity, Field::closes_on,
               "closedate closesdate closeson expectedclosedate closedon wontime closingdate abschlussdatum "
               "schlusstermin datedecloture datedefermeture fechadecierre"},
    FieldWords{opportunity, Field::product,
               "product productname productc productinterest produkt produit producto"},
    FieldWords{opportunity, Field::next_step, "nextstep nachsterschritt"},
    FieldWords{opportunity, Field::is_deleted, "isdeleted fivetrandeleted"},

    FieldWords{activity, Field::id, "id activityid taskid eventid engagementid recordid hsobjectid"},
    FieldWords{activity, Field::subject,
               "subject activitysubject title eventname taskname name betreff objet asunto"},
    FieldWords{activity, Field::kind, "activitytype type eventtype tasksubtype kind tasktype"},
    FieldWords{
        activity, Field::starts_at,
        "startdatetime activitydatetime starttime eventstart startsat start activitydate date hstimestamp "
        "duedate meetingstarttime datum"},
    FieldWords{activity, Field::ends_at, "enddatetime endtime eventend endsat end"},
    FieldWords{activity, Field::minutes, "durationinminutes minutes duration durationminutes"},
    FieldWords{activity, Field::seconds, "calldurationinseconds durationseconds"},
    FieldWords{activity, Field::owner_id, "ownerid hubspotownerid"},
    FieldWords{activity, Field::owner_name, "owner ownername assigned assignedto salesrep"},
    FieldWords{activity, Field::owner_email, "owneremail assignedtoemail organizeremail"},
    FieldWords{activity, Field::account_id, "accountid companyid"},
    FieldWords{activity, Field::account_name,
               "account accountname company companyname organization companyaccount"},
    FieldWords{activity, Field::contact_id, "whoid contactid"},
    FieldWords{activity, Field::contact_name, "contact contactname person contactperson"},
    FieldWords{activity, Field::contact_email, "contactemail participantemail attendeeemail email"},
    FieldWords{activity, Field::opportunity_id, "whatid opportunityid dealid"},
    FieldWords{activity, Field::is_done, "isclosed isdone done iscompleted completed status taskstatus"},
    FieldWords{stage, Field::id, "id"},
    FieldWords{stage, Field::name, "name"},
    FieldWords{stage, Field::position, "position"},
    FieldWords{stage, Field::kind, "category"},
    FieldWords{stage, Field::is_done, "isconfirmed"},
    FieldWords{attendance, Field::id, "id"},
    FieldWords{attendance, Field::activity_id, "activityid"},
    FieldWords{attendance, Field::owner_id, "personid"},
    FieldWords{attendance, Field::owner_name, "personname"},
    FieldWords{attendance, Field::owner_email, "personemail"},
    FieldWords{attendance, Field::contact_id, "contactid"},
    FieldWords{attendance, Field::contact_name, "contactname"},
    FieldWords{attendance, Field::contact_email, "contactemail"},

    FieldWords{activity, Field::is_deleted, "isdeleted fivetrandeleted"},
};

constexpr std::array kHeaderEvidence = {
    // Objects that look like ours and are not.
    TargetWord{skip, "casenumber", 9},
    TargetWord{skip, "isconverted", 9},
    TargetWord{skip, "convertedaccountid", 9},
    TargetWord{skip, "campaignid", 1},
    TargetWord{skip, "campaignmemberid", 9},
    TargetWord{skip, "ticketid", 9},
    TargetWord{skip, "newvalue", 6},
    TargetWord{skip, "oldvalue", 6},
    TargetWord{skip, "expectedrevenuegroup", 9},
    TargetWord{skip, "orderid", 6},
    TargetWord{skip, "ordernumber", 9},
    TargetWord{skip, "sortorder", 3},
    TargetWord{skip, "visitorid", 9},
    TargetWord{skip, "body", 3},

    TargetWord{opportunity, "stagename", 4},
    TargetWord{opportunity, "dealstage", 4},
    TargetWord{opportunity, "dealpipelinestageid", 4},
    TargetWord{opportunity, "dealphase", 4},
    TargetWord{opportunity, "dealname", 5},
    TargetWord{opportunity, "dealid", 2},
    TargetWord{opportunity, "opportunityid", 3},
    TargetWord{opportunity, "opportunityname", 5},
    TargetWord{opportunity, "stage", 3},
    TargetWord{opportunity, "closedate", 3},
    TargetWord{opportunity, "expectedclosedate", 3},
    TargetWord{opportunity, "closevalue", 3},
    TargetWord{opportunity, "dealvalue", 3},
    TargetWord{opportunity, "amount", 2},
    TargetWord{opportunity, "betrag", 2},
    TargetWord{opportunity, "abschlussdatum", 3},
    TargetWord{opportunity, "iswon", 2},
    TargetWord{opportunity, "nextstep", 2},
    TargetWord{opportunity, "probability", 2},
    TargetWord{opportunity, "engagedate", 2},

    TargetWord{contact, "lastname", 3},
    TargetWord{contact, "firstname", 2},
    TargetWord{contact, "nachname", 3},
    TargetWord{contact, "vorname", 2},
    TargetWord{contact, "prenom", 2},
    TargetWord{contact, "reportstoid", 3},
    TargetWord{contact, "mailingcity", 3},
    TargetWord{contact, "mobilephone", 1},
    TargetWord{contact, "contactid", 2},
    TargetWord{contact, "jobtitle", 2},
    TargetWord{contact, "associatedcompany", 2},
    TargetWord{contact, "email", 1},

    TargetWord{account, "annualrevenue", 3},
    TargetWord{account, "industry", 3},
    TargetWord{account, "sector", 3},
    TargetWord{account, "billingcity", 4},
    TargetWord{account, "numberofemployees", 3},
    TargetWord{account, "employees", 2},
    TargetWord{account, "tickersymbol", 3},
    TargetWord{account, "yearestablished", 2},
    TargetWord{account, "companydomainname", 4},
    TargetWord{account, "companyname", 3},
    TargetWord{account, "unternehmensname", 3},
    TargetWord{account, "accountname", 2},
    TargetWord{account, "customername", 4},
    TargetWord{account, "website", 2},
    TargetWord{account, "client", 3},
    TargetWord{account, "account", 2},
    TargetWord{account, "company", 2},
    TargetWord{account, "kunde", 3},
    TargetWord{account, "firma", 3},
    TargetWord{account, "renewal", 2},

    TargetWord{activity, "subject", 3},
    TargetWord{activity, "activitydate", 4},
    TargetWord{activity, "startdatetime", 4},
    TargetWord{activity, "enddatetime", 2},
    TargetWord{activity, "whoid", 4},
    TargetWord{activity, "whatid", 4},
    TargetWord{activity, "durationinminutes", 3},
    TargetWord{activity, "calldurationinseconds", 3},
    TargetWord{activity, "eventstart", 4},
    TargetWord{activity, "participantemail", 4},
    TargetWord{activity, "engagementid", 5},
    TargetWord{activity, "starttime", 3},
    TargetWord{activity, "hstimestamp", 4},
    TargetWord{activity, "activitytype", 3},
    TargetWord{activity, "duedate", 2},

    TargetWord{person, "username", 4},
    TargetWord{person, "profileid", 4},
    TargetWord{person, "userroleid", 4},
    TargetWord{person, "managerid", 2},
    TargetWord{person, "manager", 3},
    TargetWord{person, "regionaloffice", 4},
    TargetWord{person, "salesagent", 2},
    TargetWord{person, "hoursaweek", 3},
    TargetWord{person, "activeuserid", 5},
    TargetWord{person, "primaryteamid", 5},
    TargetWord{person, "timezonesidkey", 3},

    TargetWord{product, "salesprice", 5},
    TargetWord{product, "unitprice", 4},
    TargetWord{product, "productcode", 4},
    TargetWord{product, "series", 3},
    TargetWord{product, "productfamily", 4},
    TargetWord{product, "product", 1},
    TargetWord{product, "price", 2},
};

constexpr std::array kNameEvidence = {
    TargetWord{skip, "history", 8},
    TargetWord{skip, "campaign", 8},
    TargetWord{skip, "ticket", 8},
    TargetWord{skip, "lineitem", 8},
    TargetWord{skip, "quota", 8},
    TargetWord{skip, "contactrelation", 8},
    TargetWord{skip, "analytics", 8},
    TargetWord{skip, "pipelinestage", 8},
    TargetWord{skip, "userrole", 9},
    TargetWord{skip, "lead", 6},
    TargetWord{skip, "case", 6},
    TargetWord{account, "account", 2},
    TargetWord{account, "compan", 2},
    TargetWord{account, "organi", 2},
    TargetWord{account, "client", 2},
    TargetWord{account, "customer", 2},
    TargetWord{account, "store", 2},
    TargetWord{contact, "contact", 2},
    TargetWord{opportunity, "opportunit", 2},
    TargetWord{opportunity, "deal", 2},
    TargetWord{opportunity, "pipeline", 2},
    TargetWord{activity, "task", 2},
    TargetWord{activity, "event", 2},
    TargetWord{activity, "activit", 2},
    TargetWord{activity, "meeting", 2},
    TargetWord{activity, "calendar", 2},
    TargetWord{activity, "engagement", 2},
    TargetWord{person, "user", 2},
    TargetWord{person, "owner", 2},
    TargetWord{person, "team", 2},
    TargetWord{person, "people", 2},
    TargetWord{person, "rep", 1},
    TargetWord{product, "product", 2},
};

}  // namespace

std::span<const FieldWords> AllFieldWords() { return kFieldWords; }
std::span<const TargetWord> HeaderEvidence() { return kHeaderEvidence; }
std::span<const TargetWord> NameEvidence() { return kNameEvidence; }

}  // namespace baton::intake
